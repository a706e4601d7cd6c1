/** What nobody has measured yet. */
import { useLabels } from '../../ui/Label.tsx';
import { missingParts, type Evaluation } from './evaluation.ts';
import { formatWhole } from './formatCount.ts';
import type { OpenPart } from './goals.ts';

export function OpenParts({ evaluation }: { evaluation: Evaluation | null }) {
  const { text } = useLabels('figures/networkReport');
  const open = evaluation?.open;
  if (!open) return <WithoutPlan evaluation={evaluation} />;
  if (open.length === 0) return <p className="report-missing">{text('more.complete')}</p>;
  return (
    <div className="report-missing">
      <p>{text('more.open')}</p>
      <ul>
        {open.map((part, i) => (
          <li key={i}>{wordsOf(part, text)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Results that do not say what is open: what they lack altogether can be told, completeness cannot. */
function WithoutPlan({ evaluation }: { evaluation: Evaluation | null }) {
  const { text } = useLabels('figures/networkReport');
  const missing = missingParts(evaluation);
  return (
    <p className="report-missing">
      {missing.length === 0
        ? text('more.unsaid')
        : text('more.missing', { parts: missing.map((part) => text(`parts.${part}`)).join(', ') })}
    </p>
  );
}

function wordsOf(part: OpenPart, text: (key: string, values?: Record<string, unknown>) => string): string {
  const values = valuesOf(part);
  const lead = text(`open.${part.part}`, values);
  if (part.sets === undefined) return lead;
  const much = part.sets === part.of_sets ? 'all' : part.cells === 0 ? 'sets' : 'cells';
  return text(`openGrid.${much}`, { ...values, lead });
}

const valuesOf = ({ guidances = [], samples = [], settings = [], steps = [], ...counts }: OpenPart) => ({
  guidances: guidances.join(', '),
  samples: samples.map(formatWhole).join(', '),
  settings: settings.map((at) => `S = ${at.steps}, η = ${at.eta}`).join('; '),
  steps: steps.map(formatWhole).join(', '),
  cells: counts.cells,
  ofCells: counts.of_cells,
  sets: counts.sets,
  ofSets: counts.of_sets,
});
