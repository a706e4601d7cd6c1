/** What the network was to reach, what is measured of it, and what was tried. */
import { useLabels } from '../../ui/Label.tsx';
import { formatError, formatThree, formatWhole } from './formatCount.ts';
import { closeSteps, holdingSteps, isTrend, type Goal, type NumberGoal, type TrendGoal } from './goals.ts';
import type { NetworkReport } from './report.ts';
import { ReportFigure } from './ReportFigure.tsx';

const percent = (share = NaN, digits = 2) => (100 * share).toFixed(digits);
const list = (steps: readonly number[]) => steps.map(formatWhole).join(', ');

export function Goals({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const goals = report.evaluation?.goals ?? [];
  if (goals.length === 0 && report.tried.length === 0) return null;
  return (
    <ReportFigure title={text('goals.title')}>
      {goals.length > 0 && (
        <ul className="report-goals">
          {goals.map((goal) => (
            <li key={goal.id} className={goal.holds === false ? 'is-missed' : undefined}>
              <b>{text(`goals.verdicts.${verdictOf(goal)}`)}</b>
              <span>
                {text(`goals.${goal.id}`, wordsOf(goal))}{' '}
                <Measured goal={goal} classNames={report.classNames} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {report.tried.length > 0 && <Tried tried={report.tried} />}
    </ReportFigure>
  );
}

const verdictOf = (goal: Goal) => {
  if (goal.holds === null) return 'open';
  return goal.holds && isTrend(goal) && closeSteps(goal).length > 0 ? 'close' : String(goal.holds);
};

const wordsOf = (goal: Goal) =>
  isTrend(goal)
    ? { steps: list(goal.steps) }
    : { percent: percent(goal.goal, 0), goal: goal.goal, guidance: goal.guidance };

function Measured({ goal, classNames }: { goal: Goal; classNames: readonly string[] }) {
  const { text } = useLabels('figures/networkReport');
  if (isTrend(goal)) return <small>{trendWords(goal, text)}</small>;
  if (goal.value === undefined) return null;
  const name = classNames[goal.label ?? -1] ?? '';
  const short = goal.holds === false ? ` ${text(`goals.short.${goal.id}`, shortOf(goal))}` : '';
  const all = goal.id === 'labels' && goal.value === 1 ? 'All' : '';
  const measured = text(`goals.measured.${goal.id}${all}`, {
    percent: percent(goal.value),
    error: percent(goal.standard_error),
    samples: formatWhole(goal.samples ?? 0),
    ratio: formatThree(goal.value),
    fd: formatThree(goal.fd ?? NaN),
    floor: formatThree(goal.floor ?? NaN),
    bound: percent(goal.goal),
    name,
  });
  return <small>{`${measured}${short}`}</small>;
}

/** By how much a number misses its goal. */
const shortOf = ({ goal = NaN, value = NaN, above = [] }: NumberGoal) => ({
  points: (100 * (goal - value)).toFixed(2),
  times: formatThree(value / goal),
  classes: above.length,
});

function trendWords(
  goal: TrendGoal,
  text: (key: string, values?: Record<string, unknown>) => string,
): string {
  const holding = holdingSteps(goal);
  const close = closeSteps(goal);
  const reversed = goal.reversed ?? [];
  const known = holding.length + close.length + goal.fails.length + reversed.length > 0;
  const wordsFor = (parts: TrendGoal['fails']) => ({
    list: parts
      .map(({ steps, by, stderr }) =>
        text('goals.trendParts.fail', {
          steps: formatWhole(steps),
          by: formatThree(by),
          error: formatError(stderr),
        }),
      )
      .join(', '),
  });
  return [
    ...(goal.fails.length > 0 ? [text('goals.trendParts.fails', wordsFor(goal.fails))] : []),
    ...(reversed.length > 0 ? [text('goals.trendParts.reversed', wordsFor(reversed))] : []),
    ...(holding.length > 0 ? [text('goals.trendParts.holds', { steps: list(holding) })] : []),
    ...(close.length > 0 ? [text('goals.trendParts.close', { steps: list(close) })] : []),
    ...(goal.open.length > 0 ? [text('goals.trendParts.open', { steps: list(goal.open) })] : []),
    ...(known && goal.sets < goal.of_sets ? [text('goals.trendParts.sets', { sets: goal.sets })] : []),
  ].join(' ');
}

function Tried({ tried }: Pick<NetworkReport, 'tried'>) {
  const { text } = useLabels('figures/networkReport');
  return (
    <>
      <p className="plot-title">{text('goals.tried')}</p>
      <dl className="report-tried">
        {tried.map(([what, result]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{result}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
