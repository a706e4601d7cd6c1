import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/Controls.tsx';
import { useLabels } from '../ui/Label.tsx';
import { presenting, startPresenting, stopPresenting } from './presenting.ts';
import { contents, pages, pageWordsOf, wordsOf, type ChapterEntry, type PageEntry } from './registry.ts';
import { chooseTheme, themes, useTheme } from './theme.ts';

interface Props {
  /** Where we are: a chapter, a page beside them, or neither (the front page). */
  chapter?: ChapterEntry;
  page?: PageEntry;
  root: string;
}

export function TopBar({ chapter, page, root }: Props) {
  const { text } = useLabels('app');
  return (
    <header className="top">
      <a className="brand" href={root}>
        {text('brand')} <i>{text('brandTail')}</i>
      </a>
      <nav className="dots" aria-label={text('chapters')}>
        {contents.map((entry) => (
          <a
            key={entry.slug}
            href={`${root}${entry.slug}/`}
            className={entry === chapter ? 'here' : chapter && entry.number < chapter.number ? 'done' : ''}
            aria-current={entry === chapter ? 'page' : undefined}
            title={wordsOf(entry).title}
          >
            <span className="visually-hidden">{wordsOf(entry).title}</span>
          </a>
        ))}
      </nav>
      {pages.length > 0 && (
        <nav className="side-pages" aria-label={text('beside')}>
          {pages.map((entry) => (
            <a
              key={entry.slug}
              href={`${root}${entry.slug}/`}
              aria-current={entry === page ? 'page' : undefined}
            >
              {pageWordsOf(entry).name}
            </a>
          ))}
        </nav>
      )}
      <div className="tools">
        <ThemeButton />
        <ShareButton />
        {chapter && <PresentButton />}
      </div>
    </header>
  );
}

function ThemeButton() {
  const { text } = useLabels('app');
  const theme = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length];
  return (
    <Button
      onPress={() => chooseTheme(next)}
      aria-label={text('themeNow', { theme: text(`themes.${theme}`) })}
    >
      {text(`themes.${theme}`)}
    </Button>
  );
}

function ShareButton() {
  const { text } = useLabels('app');
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button onPress={() => void copy()}>
      <span aria-live="polite">{isCopied ? text('copied') : text('share')}</span>
    </Button>
  );
}

function PresentButton() {
  const { text } = useLabels('app');
  const isOn = useStore(presenting, (state) => state.isOn);
  return (
    <Button onPress={isOn ? stopPresenting : startPresenting}>
      {text('present')} <kbd>P</kbd>
    </Button>
  );
}
