/** ODE, Wiener process, SDE: Euler–Maruyama at the reader's step beside the exact path, and the orders of its errors. */
import { useCallback, useMemo } from 'react';
import { useSliced } from '../../figures/density/useSliced.ts';
import { Button, Choice, Slider } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus, Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { Errors } from './Errors.tsx';
import { equations } from './equations.ts';
import { errorsOf, eulerPath, shownPath } from './model.ts';
import { SolutionPlot, WienerPlot } from './Paths.tsx';
import { BATCH, FINEST, kinds, table, type Kind } from './state.ts';
import './sde-primer.css';

const format = (value: number | undefined): string =>
  value === undefined ? '–' : value.toPrecision(2).replace('e-', 'e−');

export default function SdePrimerDemo() {
  const [state, set] = useDemoState('sde-primer', table);
  const { seed, batches, halvings } = state;
  const kind: Kind = state.kind;
  const n = 2 ** halvings;
  const { text, label } = useLabels('demos/sde-primer');
  const path = useMemo(() => shownPath(kind, seed), [kind, seed]);
  const count = batches * BATCH;
  const { result: errors, isCurrent } = useSliced(
    useCallback(() => errorsOf(kind, { seed, count }), [kind, seed, count]),
  );
  const shown = isCurrent ? errors : null;
  const at = shown?.[halvings - 1];
  const euler = eulerPath(equations[kind], path.w, n);
  const isOde = kind === 'ode';
  return (
    <>
      <FigureStatus live={isCurrent}>
        {isCurrent ? text('status', { count: isOde ? 1 : count, n: FINEST - 1 }) : text('measuring')}
      </FigureStatus>
      <Choice
        name={text('kind')}
        value={kind}
        options={kinds.map((id) => ({ id, label: label(`kinds.${id}`) }))}
        onChange={(next) => set({ kind: next })}
      />
      <div className="sde-primer">
        <div>
          <p className="plot-title">
            <span>{text('pathTitle', { h: `1/${n}` })}</span>
          </p>
          <SolutionPlot kind={kind} path={path} n={n} />
          <p className="plot-title">{label('wienerTitle')}</p>
          <WienerPlot path={path} n={n} />
        </div>
        <div>
          <p className="plot-title">{label(isOde ? 'errorTitleOde' : 'errorTitle', { count })}</p>
          <Errors errors={shown} kind={kind} h={1 / n} />
        </div>
      </div>
      <dl className="readouts">
        <Readout
          name={text('onPath')}
          value={format(Math.abs(euler[n] - path.exact[2 ** FINEST]))}
          hue="mu"
        />
        <Readout name={label('strong')} value={format(at?.strong)} hue="xt" />
        <Readout name={label('weak')} value={format(at?.weak)} hue="sched" />
      </dl>
      <div className="options">
        <Slider
          name={text('step')}
          label="h"
          value={halvings}
          min={table.halvings.min}
          max={table.halvings.max}
          hue="mu"
          format={(value) => text('stepValue', { h: `1/${2 ** value}` })}
          onChange={(next) => set({ halvings: next })}
        />
        <Button
          isDisabled={isOde || batches >= table.batches.max}
          onPress={() => set({ batches: batches + 1 })}
        >
          {text('more', { count: BATCH })}
        </Button>
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <DataTable
        columns={['h', 'strong', 'weak', 'deviation'].map((key) => text(`columns.${key}`))}
        rows={() =>
          (shown ?? []).map((e) => [
            `1/${Math.round(1 / e.h)}`,
            e.strong.toPrecision(3),
            e.weak.toPrecision(3),
            e.weakDeviation.toPrecision(2),
          ])
        }
      />
    </>
  );
}
