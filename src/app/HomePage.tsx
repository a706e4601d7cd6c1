import { useLabels } from '../ui/Label.tsx';
import { Notices } from './Notices.tsx';
import { contents, pages, pageWordsOf, wordsOf } from './registry.ts';
import { TopBar } from './TopBar.tsx';
import { WayBack } from './WayBack.tsx';

/** The pages beside the chapters, on the front page. */
function SidePages({ root }: { root: string }) {
  const { text } = useLabels('app');
  if (pages.length === 0) return null;
  return (
    <nav aria-labelledby="beside">
      <h2 id="beside" className="contents-head">
        {text('beside')}
      </h2>
      <ul className="contents">
        {pages.map((entry) => {
          const words = pageWordsOf(entry);
          return (
            <li key={entry.slug}>
              <a href={`${root}${entry.slug}/`}>
                <span className="contents-number" aria-hidden="true">
                  ·
                </span>
                <span>
                  <b>{words.title}</b>
                  <span dangerouslySetInnerHTML={{ __html: words.summary.replace('<tex>', '') }} />
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

export function HomePage({ root }: { root: string }) {
  const { text } = useLabels('app');
  return (
    <>
      <TopBar root={root} />
      <main className="home">
        <header className="chapter-head">
          <h1>{text('homeTitle')}</h1>
          <p className="dek">{text('homeDek')}</p>
        </header>
        <WayBack root={root} />
        <ol className="contents">
          {contents.map((entry) => {
            const words = wordsOf(entry);
            return (
              <li key={entry.slug}>
                <a href={`${root}${entry.slug}/`}>
                  <span className="contents-number">{entry.number}</span>
                  <span>
                    <b>{words.title}</b>
                    <span dangerouslySetInnerHTML={{ __html: words.summary.replace('<tex>', '') }} />
                  </span>
                </a>
              </li>
            );
          })}
        </ol>
        <SidePages root={root} />
        <p className="colophon">{text('colophon')}</p>
      </main>
      <Notices />
    </>
  );
}
