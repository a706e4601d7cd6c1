/** A derivation: every line with its reason, its number at the reader's sliders, and its check. */
import { useMemo } from 'react';
import { residual, type Residual } from '../../derivations/residual.ts';
import { papers } from '../../derivations/papers.ts';
import { notation } from '../../derivations/notation.ts';
import type { Derivation, Line } from '../../derivations/types.ts';
import { useDemoState } from '../../ui/demoState.ts';
import { Button, Slider, Switch } from '../../ui/Controls.tsx';
import { formatNumber, formatTiny } from '../../ui/formatNumber.ts';
import { useLabels } from '../../ui/Label.tsx';
import { MathSymbol } from '../../ui/MathSymbol.tsx';
import { TexOf } from '../../ui/Tex.tsx';
import { derivationTable } from './derivationState.ts';
import './derivation.css';

export function DerivationView({ derivation }: { derivation: Derivation }) {
  const table = useMemo(() => derivationTable(derivation), [derivation]);
  const [values, set] = useDemoState(derivation.id, table);
  const { text, label } = useLabels('figures/derivation');
  const words = useLabels(`derivations/${derivation.id}`);
  const free = values as unknown as Record<string, number>;
  const line = values.line as number;
  const isWalking = values.walk as boolean;
  const last = derivation.lines.length - 1;
  const results = derivation.lines.map((_, i) => residual(derivation, i, free));
  return (
    <>
      <div className="derivation-head">
        <span className="fig-title">{words.label('title')}</span>
        <Checked results={results} />
      </div>
      <p className="derivation-intro">{words.label('intro')}</p>
      <div className="derivation-panel">
        {Object.entries(derivation.controls).map(([name, { symbol, min, max, step }]) => (
          <Slider
            key={name}
            name={notation[symbol].meaning}
            label={<MathSymbol id={symbol} />}
            value={free[name]}
            min={min}
            max={max}
            step={step}
            hue={notation[symbol].hue}
            format={(v) => (step === 1 ? String(v) : formatNumber(v, step < 0.01 ? 4 : 2))}
            onChange={(v) => set({ [name]: v })}
          />
        ))}
      </div>
      <ol className={isWalking ? 'derivation-lines walking' : 'derivation-lines'}>
        {derivation.lines.map((entry, i) => (
          <li
            key={entry.id}
            className="derivation-line"
            aria-current={i === line ? 'step' : undefined}
            aria-hidden={(isWalking && i > line) || undefined}
            onClick={() => set({ line: i })}
          >
            <div className="equation" tabIndex={0} role="group" aria-label={text('line', { number: i + 1 })}>
              <TexOf tex={entry.tex} />
            </div>
            <p className="reason">{words.label(`lines.${entry.id}`)}</p>
            <LineCheck line={entry} result={results[i]} />
          </li>
        ))}
      </ol>
      <div className="options derivation-options">
        <Switch isOn={isWalking} onChange={(walk) => set({ walk, line: walk ? 0 : line })}>
          {text('walk')}
        </Switch>
        {isWalking && (
          <>
            <Button isDisabled={line === 0} onPress={() => set({ line: line - 1 })}>
              {text('back')}
            </Button>
            <Button kind="main" isDisabled={line === last} onPress={() => set({ line: line + 1 })}>
              {text('next')}
            </Button>
            <span className="derivation-count">{text('lineOf', { number: line + 1, count: last + 1 })}</span>
          </>
        )}
        <span className="derivation-sources">
          {label('sources')} {sourcesOf(derivation)}
        </span>
      </div>
    </>
  );
}

/** "Ho et al. 2020, (6), (7); Song et al. 2021, (12)": each paper once. */
function sourcesOf({ references }: Derivation): string {
  const names = [...new Set(references.map(({ paper }) => paper))];
  const placesIn = (name: string) =>
    references.flatMap(({ paper, where }) => (paper === name && where ? [where] : []));
  return names.map((name) => [papers[name].short, ...placesIn(name)].join(', ')).join('; ');
}

function Checked({ results }: { results: readonly Residual[] }) {
  const { text } = useLabels('figures/derivation');
  const checked = results.filter((r) => r.expected !== null);
  const holding = checked.filter((r) => r.holds);
  const key = holding.length === checked.length ? 'allHold' : 'someFail';
  return (
    <span className={key === 'allHold' ? 'badge' : 'badge bad'}>
      {text(key, { count: checked.length, holding: holding.length })}
    </span>
  );
}

/** The line's number and how it was held against the line before. */
function LineCheck({ line, result }: { line: Line; result: Residual }) {
  const { text } = useLabels('figures/derivation');
  const kind = line.unchecked ? 'unchecked' : line.relation.is;
  // A gap of a bound is a number to read; a residual only has a size.
  const delta = kind === '≤' ? formatNumber(result.delta) : formatTiny(result.delta);
  const order = result.order === undefined || Number.isNaN(result.order) ? '–' : result.order.toFixed(1);
  return (
    <div className="check">
      {/* The last bits of Math.exp differ between engines: the build's number may stand until a slider moves. */}
      <span className="check-value">
        {line.shows && <TexOf tex={line.shows} />}
        <span suppressHydrationWarning>{formatNumber(result.value)}</span>
      </span>
      <span suppressHydrationWarning className={result.holds ? `badge badge-${kind}` : 'badge bad'}>
        {text(`checks.${kind}`, { delta, order })}
      </span>
      {line.shipped && (
        <span className="shipped" title={text('shippedLong', { name: line.shipped.name })}>
          {text('shipped', { name: line.shipped.name })}
        </span>
      )}
    </div>
  );
}
