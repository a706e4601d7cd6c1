/** The Fréchet distance of the samples between its floor and pictures that were spoilt on purpose: one logarithmic axis. */
import { scaleLog } from 'd3-scale';
import { useLabels } from '../../ui/Label.tsx';
import { useWidth } from '../../ui/Plot.tsx';
import type { Evaluation } from './evaluation.ts';
import { formatThree, formatWhole } from './formatCount.ts';
import { formatTick, logDomain, logTicks } from './logTicks.ts';
import { ReportTable } from './ReportTable.tsx';
import { spread } from './spread.ts';
import { ReportFigure } from './ReportFigure.tsx';

interface Mark {
  name: string;
  fd: number;
  n?: number;
  detail: string;
  isSamples: boolean;
}

export function DistanceAxis({ evaluation }: { evaluation: Evaluation }) {
  const { text } = useLabels('figures/networkReport');
  const fd = evaluation.fd ?? {};
  const { headline, references = [] } = fd;
  const floor = headline?.floor ?? fd.floor;
  if (!headline && references.length === 0) return null;
  const said = headline && {
    n: formatWhole(headline.n),
    steps: headline.steps,
    eta: headline.eta,
    guidance: headline.guidance,
    fd: formatThree(headline.fd),
    floor: floor && formatThree(floor),
    ratio: floor && Number((headline.ratio ?? headline.fd / floor).toPrecision(2)),
  };
  const marks: Mark[] = [
    ...(floor
      ? [
          {
            name: text('fd.floor'),
            fd: floor,
            n: fd.floors?.[0].n ?? headline?.n,
            detail: text('fd.floorDetail'),
            isSamples: false,
          },
        ]
      : []),
    ...(headline
      ? [
          {
            name: text('fd.samples'),
            fd: headline.fd,
            n: headline.n,
            detail: text('fd.samplesDetail', said),
            isSamples: true,
          },
        ]
      : []),
    ...references.map(({ name, fd: value, n, detail = '' }) => ({
      name: ['blurred', 'noised'].includes(name) ? text(`fd.names.${name}`) : name,
      fd: value,
      n,
      detail,
      isSamples: false,
    })),
  ].sort((a, b) => a.fd - b.fd);
  return (
    <ReportFigure title={text('fd.title')}>
      {said && <p className="report-text">{text(floor ? 'fd.text' : 'fd.textNoFloor', said)}</p>}
      <Axis marks={marks} />
      <ReportTable
        caption={text('fd.title')}
        columns={['what', 'fd', 'n', 'detail'].map((name) => text(`fd.columns.${name}`))}
        rows={marks.map(({ name, fd: value, n, detail }) => [
          name,
          formatThree(value),
          n === undefined ? '–' : formatWhole(n),
          detail,
        ])}
      />
      {fd.floor_detail && <p className="report-note">{fd.floor_detail}</p>}
    </ReportFigure>
  );
}

const LINE = 64;

function Axis({ marks }: { marks: readonly Mark[] }) {
  const { text } = useLabels('figures/networkReport');
  const [ref, width] = useWidth<SVGSVGElement>(680);
  const domain = logDomain(
    marks.map(({ fd }) => fd),
    1.6,
  );
  const x = scaleLog()
    .domain(domain)
    .range([4, width - 4]);
  const labelWidth = width < 480 ? 82 : 110;
  const places = spread(
    marks.map(({ fd }) => x(fd)),
    labelWidth,
    [labelWidth / 2, width - labelWidth / 2],
  );
  return (
    <svg
      ref={ref}
      className="plot report-distances"
      height={100}
      viewBox={`0 0 ${width} 100`}
      role="img"
      aria-label={text('fd.description', {
        values: marks.map(({ name, fd }) => `${name} ${formatThree(fd)}`).join('; '),
      })}
    >
      <g className="axis">
        <line x2={width} y1={LINE} y2={LINE} />
        {logTicks(domain, 12).map((tick) => (
          <text key={tick} x={x(tick)} y={LINE + 20} textAnchor="middle">
            {formatTick(tick)}
          </text>
        ))}
      </g>
      {marks.map(({ name, fd, isSamples }, i) => (
        <g key={name} className={isSamples ? 'hue-xt' : 'report-reference'}>
          <path className="report-leader" d={`M${x(fd)},${LINE}V${LINE - 12}L${places[i]},${LINE - 24}`} />
          <circle fill="currentColor" r={isSamples ? 6 : 4.5} cx={x(fd)} cy={LINE} />
          <text className="curve-label" x={places[i]} y={16} textAnchor="middle">
            {name}
          </text>
          <text className="report-value" x={places[i]} y={33} textAnchor="middle">
            {formatThree(fd)}
          </text>
        </g>
      ))}
    </svg>
  );
}
