/** Licence, recipe, commands, the files themselves, and what nobody has measured yet. */
import { use } from 'react';
import { useLabels } from '../../ui/Label.tsx';
import { SiteRoot } from '../../ui/SiteRoot.ts';
import { useScrolls } from '../../ui/useScrolls.ts';
import { OpenParts } from './OpenParts.tsx';
import type { NetworkReport } from './report.ts';
import { ReportTable } from './ReportTable.tsx';

export function More({ report }: { report: NetworkReport }) {
  const { text } = useLabels('figures/networkReport');
  const folder = `${use(SiteRoot)}models/${report.id}/`;
  return (
    <div className="report-more">
      <h3>{text('more.title')}</h3>
      <p>
        {text('more.licence', { licence: report.licence })}{' '}
        <a href={`${folder}README.md`}>{text('more.card')}</a>
        {report.evaluation && (
          <>
            {' · '}
            <a href={`${folder}evaluation.json`}>{text('more.evaluation')}</a>
          </>
        )}
      </p>
      {report.recipe.length > 0 && (
        <details className="data report-recipe">
          <summary>{text('more.recipe')}</summary>
          <ReportTable caption={text('more.recipe')} columns={['', '']} rows={report.recipe} />
        </details>
      )}
      {report.commands.length > 0 && <p>{text('more.commands')}</p>}
      {report.commands.map((command) => (
        <Command key={command}>{command}</Command>
      ))}
      <OpenParts evaluation={report.evaluation} />
    </div>
  );
}

function Command({ children }: { children: string }) {
  const { text } = useLabels('figures/networkReport');
  const [ref, scrolls] = useScrolls<HTMLPreElement>();
  const stop = scrolls ? ({ role: 'region', 'aria-label': text('more.command'), tabIndex: 0 } as const) : {};
  return (
    <pre ref={ref} {...stop}>
      <code>{children}</code>
    </pre>
  );
}
