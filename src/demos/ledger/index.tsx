/** Every term of the bound in bits/dim, for the page's network on the reader's picture. */
import { useCallback, useMemo } from 'react';
import { NetworkStatus } from '../../figures/network/NetworkStatus.tsx';
import { useEngine } from '../../figures/network/useEngine.ts';
import { useNetwork } from '../../figures/network/useNetwork.ts';
import { useT } from '../../figures/network/useT.ts';
import { NetworkInput } from '../../figures/networkInput/NetworkInput.tsx';
import { useNetworkInput } from '../../figures/networkInput/networkInputStore.ts';
import { ClassChoice } from '../../figures/sampling/ClassChoice.tsx';
import { useClass, useClasses } from '../../figures/sampling/useClass.ts';
import { Button, Choice, Switch } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { formatNumber } from '../../ui/formatNumber.ts';
import { LedgerPlot } from './LedgerPlot.tsx';
import { ledgerOf, onLevels, totalsOf, type Ledger, type Reading } from './model.ts';
import { ReadingTable } from './ReadingTable.tsx';
import { RunBar } from './RunBar.tsx';
import { table } from './state.ts';
import { Summary } from './Summary.tsx';
import { TotalPlot } from './TotalPlot.tsx';
import { useLedgerRun } from './useLedgerRun.ts';
import './ledger.css';
import { subscript } from './subscript.ts';

export default function LedgerDemo() {
  const [state, set] = useDemoState('ledger', table);
  const { text, label } = useLabels('demos/ledger');
  const shared = useEngine();
  const network = useNetwork();
  const input = useNetworkInput();
  const x0 = useMemo(() => input && onLevels(input), [input]);
  const { variance, clip, seed, passes, run } = state;
  const classes = useClasses(shared);
  const shownLabel = useClass(state.label, classes, table.label.default);
  const onEnd = useCallback(() => set({ run: false }), [set]);
  const { measured, schedule, strata, failure, restart } = useLedgerRun({
    shared,
    network,
    x0,
    seed,
    label: shownLabel,
    isRunning: run,
    passes,
    onEnd,
  });
  const reading = useMemo(() => ({ variance, clip }) as Reading, [variance, clip]);
  const isEnough = measured.length >= 2;
  const ledger = useMemo(
    () => (isEnough && x0 && schedule && strata ? ledgerOf(schedule, strata, x0, measured, reading) : null),
    [isEnough, x0, schedule, strata, measured, reading],
  );
  const totals = useMemo(
    () => (isEnough && x0 && schedule && strata ? totalsOf(schedule, strata, x0, measured, reading) : []),
    [isEnough, x0, schedule, strata, measured, reading],
  );
  const T = useT(shared);
  const perPass = (strata?.length ?? 15) + 1;
  return (
    <>
      <NetworkStatus engine={shared} />
      <div className="ledger">
        <NetworkInput />
        <div className="ledger-run">
          <Summary ledger={ledger} T={T} dimensions={x0?.length ?? 0} />
          <RunBar
            isRunning={run}
            done={measured.length}
            passes={passes}
            perPass={perPass}
            isReady={shared.state === 'ready' && x0 !== null}
            onRun={() =>
              set(
                measured.length >= passes ? { run: true, passes: Math.min(256, passes * 2) } : { run: !run },
              )
            }
            onCancel={() => (set({ run: false, passes: table.passes.default }), restart())}
          />
          {failure && (
            <p className="network-failure" role="alert">
              {text('failure', { reason: failure })}
            </p>
          )}
          <p className="plot-title">{label('totalTitle')}</p>
          <TotalPlot totals={totals} perPass={perPass} passes={passes} />
        </div>
      </div>
      <p className="plot-title">{label('termsTitle')}</p>
      <LedgerPlot ledger={ledger} T={T} />
      <div className="options">
        <span>{label('variance')}</span>
        <Choice
          name={text('varianceName')}
          value={variance as Reading['variance']}
          options={(['beta-tilde', 'beta'] as const).map((id) => ({
            id,
            label: label(`variances.${id}`),
            name: text(`plainVariances.${id}`),
          }))}
          onChange={(next) => set({ variance: next })}
        />
        <Switch isOn={clip} onChange={(on) => set({ clip: on })}>
          {label('clip')}
        </Switch>
        <Button onPress={() => set({ seed: (seed % 999999) + 1 })}>{text('again')}</Button>
      </div>
      <div className="options">
        <ClassChoice classes={classes} value={shownLabel} onChange={(next) => set({ label: next })} />
      </div>
      {variance === 'beta-tilde' && <p className="ledger-note">{label('betaTildeNote')}</p>}
      <ReadingTable ledger={ledger} />
      <DataTable
        columns={[text('columns.steps'), text('columns.bits'), text('columns.error')]}
        rows={() => (ledger ? tableRows(ledger, T) : [])}
      />
    </>
  );
}

const tableRows = ({ entries, prior, total, error }: Ledger, T: number): (string | number)[][] => [
  ...entries.map(({ from, to, bits, error: se }) => [
    from === to ? `L${subscript(from - 1)}` : `L${subscript(from - 1)} … L${subscript(to - 1)}`,
    formatNumber(bits, 5),
    formatNumber(se, 5),
  ]),
  [`L${subscript(T)}`, formatNumber(prior, 6), '0'],
  ['L', formatNumber(total, 4), formatNumber(error, 4)],
];
