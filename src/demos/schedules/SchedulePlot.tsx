/** One quantity of all schedules over t, the chosen one strong and with handles. */
import { useId, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import {
  cosineWithoutSquare,
  familyIds,
  scheduleOf,
  type FamilyId,
  type Parameters,
} from '../../figures/schedules/families.ts';
import { formatQuantity } from '../../figures/schedules/formatQuantity.ts';
import type { Schedule } from '../../math/schedules.ts';
import { useLabels } from '../../ui/Label.tsx';
import { Curve, CurveLabel, Plot, type Scale } from '../../ui/Plot.tsx';
import { curveAxes, pointsOf, quantityOf, type CurveId } from './curves.ts';
import { handlesOf, parameterThrough, type Handle } from './handles.ts';
import { Handles } from './Handles.tsx';
import { labelPlaces } from './labelPlaces.ts';
import { plotMargin } from './layout.ts';

interface Props {
  curve: CurveId;
  family: FamilyId;
  schedules: Readonly<Record<FamilyId, Schedule>>;
  parameters: Parameters;
  keepsTotal: boolean;
  unsquared: boolean;
  T: number;
  t: number;
  onParameter: (key: Handle['key'], value: number) => void;
}

interface Frame {
  x: Scale;
  y: Scale;
  width: number;
  height: number;
}

const HEIGHT = 330;
const symbols: Record<CurveId, string> = {
  alphaBar: 'abt',
  sqrtAlphaBar: 'abt',
  beta: 'bt',
  snr: 'snr',
  logSnr: 'snr',
};

export function SchedulePlot(props: Props) {
  const { curve, family, schedules, T, t } = props;
  const { text } = useLabels('demos/schedules');
  const { text: shared } = useLabels('figures/schedules');
  const [overlay, setOverlay] = useState<HTMLElement | null>(null);
  const axis = curveAxes[curve];
  const chosen = schedules[family];
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * T));
  const description = text('plot', {
    quantity: text(`plain.${curve}`),
    T,
    t,
    family: shared(`families.${family}`),
    value: formatQuantity(quantityOf(curve, chosen, t)),
    last: formatQuantity(quantityOf(curve, chosen, T)),
  });
  return (
    <div className="schedules-plot">
      <Plot
        x={{ domain: [0, T], ticks }}
        y={axis}
        height={HEIGHT}
        margin={plotMargin}
        description={description}
      >
        {(frame) => (
          <>
            <Drawing {...props} frame={frame} />
            {overlay && createPortal(<ChosenHandles {...props} frame={frame} />, overlay)}
          </>
        )}
      </Plot>
      <div
        ref={setOverlay}
        className="schedules-overlay"
        style={{ insetInlineStart: plotMargin.left, insetBlockStart: plotMargin.top }}
      />
    </div>
  );
}

/** The names' places at the published values; they stay with their curves while these are dragged. */
function useLabelPlaces(curve: CurveId, { width, height }: Frame) {
  return useMemo(() => {
    const { domain, log } = curveAxes[curve];
    const scale = log ? Math.log : (v: number) => v;
    const [low, high] = domain.map(scale);
    const y = (v: number) => height * (1 - (scale(v) - low) / (high - low));
    const values = familyIds.map((id) => pointsOf(curve, scheduleOf(id, 1000)));
    const curves = familyIds.map((name, i) => ({
      name: `${name}  `,
      points: values[i].map(([t, v]) => [(t / 1000) * width, y(v)] as const),
    }));
    return labelPlaces(curves, { width, height }).map((place, i) => {
      const [px, py] = curves[i].points[place.index];
      return { share: values[i][place.index][0] / 1000, dx: place.x - px, dy: place.y - py };
    });
  }, [curve, width, height]);
}

function Drawing({ curve, family, schedules, parameters, unsquared, T, t, frame }: Props & { frame: Frame }) {
  const { text } = useLabels('demos/schedules');
  const { text: shared } = useLabels('figures/schedules');
  const clip = useId();
  const labels = useLabelPlaces(curve, frame);
  const first = curve === 'beta' || curve === 'snr' || curve === 'logSnr' ? 1 : 0;
  const yAt = (schedule: Schedule, at: number) =>
    Math.min(frame.height, Math.max(0, frame.y(quantityOf(curve, schedule, Math.max(first, at)))));
  const wrong = useMemo(
    () => (unsquared ? cosineWithoutSquare(T, parameters) : null),
    [unsquared, T, parameters],
  );
  return (
    <>
      <clipPath id={clip}>
        <rect y={-2} width={frame.width + 2} height={frame.height + 4} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {familyIds.map((id) => (
          <g key={id} className={id === family ? 'schedules-chosen' : 'schedules-other'}>
            <ScheduleCurve curve={curve} schedule={schedules[id]} frame={frame} />
          </g>
        ))}
        {wrong && <Curve points={pointsOf(curve, wrong)} frame={frame} hue="plain" dash="6 4" />}
      </g>
      <line className="cursor" x1={frame.x(t)} x2={frame.x(t)} y2={frame.height} />
      {familyIds.map((id) => (
        <circle
          key={id}
          className={id === family ? 'hue-xt' : 'hue-sched'}
          fill="currentColor"
          cx={frame.x(Math.max(first, t))}
          cy={yAt(schedules[id], t)}
          r={id === family ? 5 : 3}
        />
      ))}
      {familyIds.map((id, i) => {
        const at = Math.round(labels[i].share * T);
        return (
          <g key={id} className={id === family ? undefined : 'schedules-quiet'}>
            <CurveLabel
              x={frame.x(at) + labels[i].dx}
              y={Math.max(12, yAt(schedules[id], at) + labels[i].dy)}
              hue="sched"
              anchor="middle"
            >
              {shared(`families.${id}`)}
            </CurveLabel>
          </g>
        );
      })}
      {wrong && (
        <CurveLabel x={frame.x(0.99 * T)} y={yAt(wrong, Math.round(0.82 * T)) - 12} hue="plain" anchor="end">
          {text('withoutSquare')}
        </CurveLabel>
      )}
    </>
  );
}

function ScheduleCurve({
  curve,
  schedule,
  frame,
}: Pick<Props, 'curve'> & { schedule: Schedule; frame: Frame }) {
  const points = useMemo(() => pointsOf(curve, schedule), [curve, schedule]);
  return <Curve points={points} frame={frame} hue="sched" symbol={symbols[curve]} />;
}

function ChosenHandles(props: Props & { frame: Frame }) {
  const { curve, family, schedules, parameters, keepsTotal, T, frame, onParameter } = props;
  const chosen = { family, curve, T, parameters, keepsTotal };
  const { domain } = curveAxes[curve];
  return (
    <Handles
      handles={handlesOf(family, curve, T)}
      yOf={({ t }) => Math.min(frame.height, Math.max(0, frame.y(quantityOf(curve, schedules[family], t))))}
      frame={frame}
      values={parameters}
      onDrag={(handle, target) => {
        const inside = Math.min(domain[1], Math.max(domain[0], target));
        onParameter(handle.key, parameterThrough(handle, chosen, inside));
      }}
      onValue={(handle, value) => onParameter(handle.key, value)}
    />
  );
}
