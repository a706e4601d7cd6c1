/** What the network learned from: the picture book, drawn page by page from its seeds. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSliced } from '../../figures/density/useSliced.ts';
import { colours, objects, scenes } from '../../figures/pictureBook/attributes.ts';
import { Button, Choice } from '../../ui/Controls.tsx';
import { useDemoState } from '../../ui/demoState.ts';
import { DataTable, FigureStatus } from '../../ui/Figure.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { drawnPage, hasNext, pagesOf, type State } from './model.ts';
import { Picked } from './Picked.tsx';
import { Sheet } from './Sheet.tsx';
import { ANY, PAGE, table } from './state.ts';
import './picture-book.css';

export default function PictureBookDemo() {
  const [state, set] = useDemoState('picture-book', table);
  const { text } = useLabels('demos/picture-book');
  const { result: pictures, isCurrent, milliseconds } = usePage(state);
  const picked = pictures && (pictures[state.pick] ?? pictures[0]);
  return (
    <>
      {milliseconds !== null && (
        <FigureStatus>{text('status', { ms: milliseconds.toFixed(1) })}</FigureStatus>
      )}
      <Wishes state={state} set={set} />
      <div className="picture-book" data-current={isCurrent}>
        <Picked picture={picked ?? null} set={state.set} />
        <div>
          <Sheet pictures={pictures} pick={state.pick} onPick={(pick) => set({ pick })} />
          <Pager state={state} set={set} shown={isCurrent && pictures ? pictures.length : PAGE} />
        </div>
      </div>
      <DataTable
        columns={['index', 'object', 'colour', 'scene'].map((name) => text(`columns.${name}`))}
        rows={() =>
          (pictures ?? []).map(({ index, object, colour, scene }) => [index, object, colour, scene])
        }
      />
    </>
  );
}

/** The page's pictures, drawn in slices, and what one of them took. */
function usePage({ set, seed, object, colour, scene, page }: State) {
  const spent = useRef(0);
  const [milliseconds, setMilliseconds] = useState<number | null>(null);
  const make = useCallback(
    () => timed(drawnPage({ set, seed, object, colour, scene, page }), spent),
    [set, seed, object, colour, scene, page],
  );
  const { result, isCurrent } = useSliced(make);
  useEffect(() => {
    if (result && result.length > 0) setMilliseconds(spent.current / result.length);
  }, [result]);
  return { result, isCurrent, milliseconds };
}

/** The same work; `spent` holds the ms that it has taken itself. */
function* timed<R>(work: Generator<void, R>, spent: { current: number }): Generator<void, R> {
  spent.current = 0;
  for (;;) {
    const start = performance.now();
    const step = work.next();
    spent.current += performance.now() - start;
    if (step.done) return step.value;
    yield;
  }
}

interface Props {
  state: State;
  set: (part: Partial<State>) => void;
}

const WISHES = { object: objects, colour: colours, scene: scenes } as const;

function Wishes({ state, set }: Props) {
  const { text } = useLabels('demos/picture-book');
  const choices = (['train', 'test', 'own'] as const).map((id) => ({ id, label: text(`sets.${id}`) }));
  return (
    <div className="picture-book-wishes">
      <span className="picture-book-wish">{text('from')}</span>
      <div className="picture-book-set">
        <Choice
          name={text('set')}
          value={state.set}
          options={choices}
          onChange={(next) => set({ set: next, page: 1, pick: 0 })}
        />
        {state.set === 'own' && (
          <Button onPress={() => set({ seed: (state.seed % 999999) + 1 })}>
            {text('seed', { seed: state.seed })}
          </Button>
        )}
      </div>
      {(['object', 'colour', 'scene'] as const).map((wish) => (
        <Wish key={wish} wish={wish} state={state} set={set} />
      ))}
    </div>
  );
}

function Wish({ wish, state, set }: Props & { wish: keyof typeof WISHES }) {
  const { text } = useLabels('demos/picture-book');
  const options = [
    { id: ANY, label: text('any') },
    ...WISHES[wish].map((id) => ({ id: id as string, label: id as string })),
  ];
  return (
    <>
      <span className="picture-book-wish">{text(wish)}</span>
      <Choice
        name={text(wish)}
        value={state[wish] as string}
        options={options}
        onChange={(next) => set({ [wish]: next, page: 1, pick: 0 } as Partial<State>)}
      />
    </>
  );
}

/** @param shown how many pictures the page has; taken to be full until they are there */
function Pager({ state, set, shown }: Props & { shown: number }) {
  const { text } = useLabels('demos/picture-book');
  const pages = pagesOf(state);
  const page = Math.min(state.page, pages ?? state.page);
  return (
    <div className="bar picture-book-pager">
      <Button isDisabled={page === 1} onPress={() => set({ page: page - 1, pick: 0 })}>
        {text('back')}
      </Button>
      <Button isDisabled={!hasNext(state, shown)} onPress={() => set({ page: page + 1, pick: 0 })}>
        {text('on')}
      </Button>
      <output>{text(pages === null ? 'pageOnly' : 'page', { page, pages })}</output>
    </div>
  );
}
