import { Readout } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { largestTerm, type Ledger } from './model.ts';
import { subscript } from './subscript.ts';

/** The total with its standard error, and which single term is the largest. */
export function Summary({ ledger, T, dimensions }: { ledger: Ledger | null; T: number; dimensions: number }) {
  const { text, label } = useLabels('demos/ledger');
  const largest = ledger && largestTerm(ledger, T);
  const nameOf = ({ from, to }: { from: number; to: number }) =>
    from === to
      ? text('term', { index: subscript(from - 1) })
      : text('terms', { low: subscript(from - 1), high: subscript(to - 1) });
  return (
    <dl className="readouts ledger-summary" aria-live="off">
      <Readout
        name={label('total')}
        value={
          ledger ? text('plusMinus', { value: ledger.total.toFixed(3), error: ledger.error.toFixed(3) }) : '–'
        }
        hue="mu"
      />
      <Readout
        name={text('bits', { count: dimensions })}
        value={ledger ? text('wholeBits', { value: Math.round(ledger.total * dimensions) }) : '–'}
      />
      <Readout
        name={text('largest')}
        value={
          largest
            ? text('largestValue', {
                name: nameOf(largest),
                bits: largest.bits.toFixed(3),
                share: Math.round(100 * largest.share),
              })
            : '–'
        }
        hue={largest?.from === 1 ? 'x0' : 'mu'}
      />
    </dl>
  );
}
