/** DDPM beside DDIM, its numbers from the runs above. */
import type { ReactNode } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { changeOf, resultOf, type Result } from './model.ts';

interface Props {
  results: readonly Result[];
  /** Numbers of steps, the fewest first. */
  counts: readonly number[];
}

export function Summary({ results, counts }: Props) {
  // Twenty and a hundred, unless the network knows fewer times.
  const few = counts[Math.min(1, counts.length - 1)];
  const many = counts[counts.length - 1];
  const { text, label } = useLabels('demos/race-table');
  const seconds = (eta: number, steps: number) => {
    const result = resultOf(results, eta, steps);
    return result ? text('seconds', { seconds: (result.milliseconds / 1000).toFixed(2) }) : '–';
  };
  const change = (eta: number) => changeOf(results, eta, [few, many])?.toFixed(3) ?? '–';
  const rows: [name: ReactNode, ddpm: ReactNode, ddim: ReactNode][] = [
    [label('summary.network'), text('summary.same'), text('summary.same')],
    [label('summary.noise'), label('summary.noiseDdpm'), label('summary.noiseDdim')],
    [text('summary.time', { count: few }), seconds(1, few), seconds(0, few)],
    [text('summary.time', { count: many }), seconds(1, many), seconds(0, many)],
    [text('summary.change', { few, many }), change(1), change(0)],
    [label('summary.back'), text('summary.no'), text('summary.nearly')],
  ];
  return (
    <table className="race-table">
      <thead>
        <tr>
          <th scope="col">{text('summary.head')}</th>
          <th scope="col" className="hue-eps">
            {label('summary.ddpm')}
          </th>
          <th scope="col" className="hue-x0">
            {label('summary.ddim')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ddpm, ddim], i) => (
          <tr key={i}>
            <th scope="row">{name}</th>
            <td>{ddpm}</td>
            <td>{ddim}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
