import { useLabels } from '../../ui/Label.tsx';
import type { Ledger } from './model.ts';

const ROWS = ['encoder', 'denoiser', 'decoder'] as const;

/** The three parts beside those of a VAE's bound, with this picture's numbers. */
export function ReadingTable({ ledger }: { ledger: Ledger | null }) {
  const { text, label } = useLabels('demos/ledger');
  const values = ledger && {
    encoder: ledger.prior,
    denoiser: ledger.entries.slice(1).reduce((sum, e) => sum + e.bits, 0),
    decoder: ledger.entries[0].bits,
  };
  const format = (bits: number) => (bits < 0.001 ? bits.toExponential(1).replace('-', '−') : bits.toFixed(3));
  return (
    <table className="ledger-reading">
      <caption className="plot-title">{text('reading.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('reading.part')}</th>
          <th scope="col">{text('reading.here')}</th>
          <th scope="col">{text('reading.bits')}</th>
          <th scope="col">{text('reading.vae')}</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row}>
            <th scope="row">{text(`reading.${row}.name`)}</th>
            <td>{label(`reading.${row}.here`)}</td>
            <td className="ledger-number">{values ? format(values[row]) : '–'}</td>
            <td>{label(`reading.${row}.vae`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
