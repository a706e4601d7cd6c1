import { lazy, Suspense, useEffect, type ComponentType } from 'react';
import { useStore } from 'zustand';
import type { MDXComponents } from 'mdx/types';
import { useLabels } from '../ui/Label.tsx';
import { SiteRoot } from '../ui/SiteRoot.ts';
import { Answer, Myth, Note, Predict, Reveal } from '../ui/Predict.tsx';
import { Tex } from '../ui/Tex.tsx';
import { DemoSlot } from './DemoSlot.tsx';
import { DerivationSlot } from './DerivationSlot.tsx';
import { Notices } from './Notices.tsx';
import { attachPresenting, presenting } from './presenting.ts';
import { contents, pageWordsOf, wordsOf, type ChapterEntry, type PageEntry } from './registry.ts';
import { Scene } from './Scene.tsx';
import { linkScrollableMaths } from './scrollableMaths.ts';
import { linkSymbols } from './symbols.ts';
import { TopBar } from './TopBar.tsx';
import './page.css';
import './offscreen.css';
import './presenting.css';

const PresenterBar = lazy(async () => ({ default: (await import('./PresenterBar.tsx')).PresenterBar }));

/** What a chapter's MDX may use. */
const components = {
  Demo: DemoSlot,
  Derivation: DerivationSlot,
  Predict,
  Answer,
  Reveal,
  Myth,
  Note,
  Scene,
  Tex,
} as unknown as MDXComponents;

export type Chapter = ComponentType<{ components: MDXComponents }>;

export function ChapterPage({
  entry,
  Chapter,
  root,
}: {
  entry: ChapterEntry;
  Chapter: Chapter;
  root: string;
}) {
  const { text, label } = useLabels('app');
  const words = wordsOf(entry);
  const next = contents[contents.indexOf(entry) + 1];
  const isPresenting = useStore(presenting, ({ isOn }) => isOn);
  useEffect(() => linkSymbols(document.body), []);
  useEffect(() => linkScrollableMaths(document.body), []);
  useEffect(attachPresenting, []);
  return (
    <>
      <TopBar chapter={entry} root={root} />
      <main>
        <article>
          <header className="chapter-head">
            <p className="kicker">{text('chapterOf', { number: entry.number, part: words.part })}</p>
            <h1>{words.title}</h1>
            <p className="dek" dangerouslySetInnerHTML={{ __html: words.summary.replace('<tex>', '') }} />
          </header>
          <Chapter components={components} />
          {next && (
            <nav className="next">
              <a href={`${root}${next.slug}/`}>
                <small>{label('nextChapter')}</small>
                {wordsOf(next).title}
              </a>
            </nav>
          )}
        </article>
      </main>
      <Notices />
      {isPresenting && (
        <Suspense>
          <PresenterBar title={words.title} />
        </Suspense>
      )}
    </>
  );
}

/** A page beside the chapters: its words may also name the components of its folder. */
export function SidePage({
  entry,
  Words,
  components: own,
  root,
}: {
  entry: PageEntry;
  Words: Chapter;
  components: MDXComponents;
  root: string;
}) {
  const words = pageWordsOf(entry);
  useEffect(() => linkSymbols(document.body), []);
  useEffect(() => linkScrollableMaths(document.body), []);
  return (
    <>
      <TopBar page={entry} root={root} />
      <main>
        <article>
          <header className="chapter-head side-page-head">
            <h1>{words.title}</h1>
            <p className="dek" dangerouslySetInnerHTML={{ __html: words.summary.replace('<tex>', '') }} />
          </header>
          <SiteRoot value={root}>
            <Words components={{ ...components, ...own }} />
          </SiteRoot>
        </article>
      </main>
      <Notices />
    </>
  );
}
