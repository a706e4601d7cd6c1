import { useMemo } from 'react';
import { kolmogorovBound } from '../../math/empirical.ts';
import { useLabels } from '../../ui/Label.tsx';
import { hueOf } from './looks.ts';
import { comparedAt, COUNT, crossingsOf, ways, type Runs } from './model.ts';

const AMONG = 40;

const format = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(3);

/** Variance, Kolmogorov distance and crossings of the three ways, in a small table. */
export function Comparison({ runs, t }: { runs: Runs | null; t: number }) {
  const { text } = useLabels('demos/reverse-paths');
  const all = useMemo(() => runs && ways.map((way) => comparedAt(runs[way], t)), [runs, t]);
  const crossings = useMemo(() => runs && ways.map((way) => crossingsOf(runs[way], AMONG)), [runs]);
  const cells = (numbers: readonly string[] | null) =>
    ways.map((way, i) => (
      <td key={way} className={`hue-${hueOf[way]}`}>
        {numbers ? numbers[i] : '–'}
      </td>
    ));
  return (
    <table className="reverse-paths-table">
      <thead>
        <tr>
          <th scope="col">{text('at', { t: t.toFixed(3) })}</th>
          <th scope="col" className="hue-xt">
            {text('exact')}
          </th>
          {ways.map((way) => (
            <th key={way} scope="col" className={`hue-${hueOf[way]}`}>
              {text(`ways.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{text('variance')}</th>
          <td className="hue-xt">{all ? format(all[0].exactVariance) : '–'}</td>
          {cells(all && all.map((at) => format(at.variance)))}
        </tr>
        <tr>
          <th scope="row">{text('distance', { bound: kolmogorovBound(COUNT).toFixed(3) })}</th>
          <td />
          {cells(all && all.map((at) => format(at.distance)))}
        </tr>
        <tr>
          <th scope="row">{text('crossings', { among: AMONG })}</th>
          <td />
          {cells(crossings && crossings.map((n) => n.toLocaleString('en')))}
        </tr>
      </tbody>
    </table>
  );
}
