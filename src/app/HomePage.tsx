import { useLabels } from '../ui/Label.tsx';
import { Notices } from './Notices.tsx';
import { contents, pages, pageWordsOf, wordsOf } from './registry.ts';
import { TopBar } from './TopBar.tsx';
import { WayBack } from './WayBack.tsx';

/** A line of the contents: of a chapter, or without a number of a page beside them. */
function Item({
  href,
  number,
  title,
  summary,
}: {
  href: string;
  number?: number;
  title: string;
  summary: string;
}) {
  return (
    <li>
      <a href={href}>
        <span className="contents-number" aria-hidden={number === undefined ? true : undefined}>
          {number ?? '·'}
        </span>
        <span>
          <b>{title}</b>
          <span dangerouslySetInnerHTML={{ __html: summary.replace('<tex>', '') }} />
        </span>
      </a>
    </li>
  );
}

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
        {pages.map((entry) => (
          <Item key={entry.slug} href={`${root}${entry.slug}/`} {...pageWordsOf(entry)} />
        ))}
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
          {contents.map((entry) => (
            <Item key={entry.slug} href={`${root}${entry.slug}/`} number={entry.number} {...wordsOf(entry)} />
          ))}
        </ol>
        <SidePages root={root} />
        <p className="colophon">{text('colophon')}</p>
      </main>
      <Notices />
    </>
  );
}
