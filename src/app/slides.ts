/**
 * Slides of the page as it is: every paragraph, derivation line and question of a section is a step; figures and headings
 * stand from the start. Steps that do not fit together take turns (slidePages.ts). Nothing is mounted anew, so every figure
 * keeps its state.
 */
import { fitFigure, unfitFigures } from './figureFit.ts';
import { presenting, scenes, stopPresenting, type Place, type Presenting } from './presenting.ts';
import { firstShown, stepBoxes } from './slidePages.ts';

const NO_STEP = '.fig, h1, h2, .kicker, .margin-note';

/** The parts of a scene that open one after the other. */
function stepsOf(scene: HTMLElement): HTMLElement[] {
  return ([...scene.children] as HTMLElement[]).flatMap((part) => {
    if (part.matches(NO_STEP)) return [];
    const lines = [...part.querySelectorAll<HTMLElement>('.derivation-line')];
    return lines.length > 0 ? lines : [part];
  });
}

/** How many steps each scene has; a scene with only a figure has one. */
const counts = () => scenes().map((scene) => Math.max(1, stepsOf(scene).length));

/** The place one step on (or back), staying inside the chapter. */
export function neighbour({ scene, step }: Place, by: 1 | -1, lengths: readonly number[]): Place {
  const next = step + by;
  if (next >= 1 && next <= lengths[scene]) return { scene, step: next };
  const other = scene + by;
  if (other < 0 || other >= lengths.length) return { scene, step };
  return { scene: other, step: by === 1 ? 1 : lengths[other] };
}

function show({ isOn, isBlank, scene, step }: Presenting): void {
  const root = document.documentElement;
  root.toggleAttribute('data-presenting', isOn);
  root.toggleAttribute('data-blank', isOn && isBlank);
  scenes().forEach((element, i) => {
    element.toggleAttribute('data-current', isOn && i === scene);
    if (!isOn || i !== scene) mark(stepsOf(element), { from: 0, to: Infinity });
  });
  if (isOn) open(scenes()[scene], step);
}

/** Of a scene's steps, those of [from, to] are seen; `to` is the newest. */
function mark(steps: readonly HTMLElement[], { from, to }: { from: number; to: number }): void {
  steps.forEach((part, j) => {
    part.toggleAttribute('data-folded', j < from);
    part.toggleAttribute('data-waiting', j > to);
    part.toggleAttribute('data-now', j === to);
  });
}

/** Shows a scene up to a step (from 1), on a page of which nothing reaches below the window. */
function open(scene: HTMLElement, step: number): void {
  const main = scene.closest('main')!;
  const bottom = main.getBoundingClientRect().bottom - parseFloat(getComputedStyle(main).paddingBlockEnd);
  main.scrollTo(0, 0);
  const figure = scene.querySelector<HTMLElement>(':scope > .fig');
  if (figure && hasSlides() && fitFigure(figure, bottom)) requestAnimationFrame(showAgain);
  if (!pages.has(scene)) pages.set(scene, hasSlides() ? pagesOf(scene, bottom) : []);
  mark(stepsOf(scene), { from: pages.get(scene)![step - 1] ?? 0, to: step - 1 });
  // An answer that is longer than the window scrolls.
  scene.querySelector('[data-now]')?.scrollIntoView({ block: 'nearest' });
}

/** After something has got another size. A figure in its wide layout may still be too tall; it only shrinks, so this ends. */
function showAgain(): void {
  const state = presenting.getState();
  if (state.isOn) show(state);
}

/** What `firstShown` says of a scene: measured once for a size of the window, since all steps are laid out for it. */
const pages = new Map<HTMLElement, number[]>();

function pagesOf(scene: HTMLElement, bottom: number): number[] {
  const steps = stepsOf(scene);
  mark(steps, { from: 0, to: Infinity });
  const boxes = stepBoxes(steps);
  if (boxes.length === 0) return [];
  return firstShown(boxes, bottom - (steps[0].getBoundingClientRect().top - boxes[0].head));
}

/** Whether the window is wide enough for slides; a narrow one scrolls. */
const hasSlides = () => matchMedia('(min-width: 901px)').matches;

export function move(by: 1 | -1): void {
  presenting.setState((place) => ({ ...neighbour(place, by, counts()), isBlank: false }));
}

export const sceneCount = () => scenes().length;

const NEXT = ['ArrowRight', 'ArrowDown', ' '];
const BACK = ['ArrowLeft', 'ArrowUp'];

/** Whether a control under the focus needs the key for itself. */
function isTaken(key: string, target: EventTarget | null): boolean {
  const takers = 'input, [role=slider], [role=radiogroup], [role=application], textarea, select';
  const pressed = key === ' ' ? ', button, [role=button], a, summary' : '';
  return target instanceof Element && target.closest(takers + pressed) !== null;
}

function onKey(event: KeyboardEvent): void {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const { isOn, isBlank } = presenting.getState();
  if (!isOn) return;
  const { key } = event;
  if (key === 'Escape') stopPresenting();
  else if (key.toLowerCase() === 'b' || key === '.') presenting.setState({ isBlank: !isBlank });
  else if (isTaken(key, event.target)) return;
  else if (BACK.includes(key) || (key === ' ' && event.shiftKey)) move(-1);
  else if (NEXT.includes(key)) move(1);
  else return;
  event.preventDefault();
}

/** What a clicker sends turns slides, whatever has the focus: a slider that was moved a minute ago would take it. */
function onClicker(event: KeyboardEvent): void {
  const by = ({ PageDown: 1, PageUp: -1 } as const)[event.key];
  if (!by || !presenting.getState().isOn) return;
  move(by);
  event.preventDefault();
  event.stopPropagation();
}

/** Fits the slide anew when the window, an answer or a part of a figure (its head may wrap) has another size; returns how to stop. */
function watchSizes(): () => void {
  const main = document.querySelector('main')!;
  const observer = new ResizeObserver((entries) => {
    // Not within the observer's own round, which may not change sizes.
    requestAnimationFrame(() => {
      const isResized = entries.some(({ target }) => target === main);
      const isAnswered = entries.some(
        ({ target, contentRect }) => target.matches('.reveal') && contentRect.height > 0,
      );
      if (isResized || isAnswered) pages.clear();
      if (isResized || !presenting.getState().isOn) unfitFigures();
      showAgain();
    });
  });
  for (const element of [main, ...main.querySelectorAll('.fig > *, .reveal')]) observer.observe(element);
  return () => observer.disconnect();
}

/** Shows the place where presenting is, follows it and listens for keys; returns how to stop. */
export function attachSlides(): () => void {
  show(presenting.getState());
  const unsubscribe = presenting.subscribe(show);
  const unwatch = watchSizes();
  document.addEventListener('keydown', onClicker, { capture: true });
  document.addEventListener('keydown', onKey);
  return () => {
    unsubscribe();
    unwatch();
    document.removeEventListener('keydown', onClicker, { capture: true });
    document.removeEventListener('keydown', onKey);
  };
}
