/**
 * Presenting: the chapter's own sections as slides. Every paragraph, derivation line, question and note of a
 * section is a step; figures and headings stand from the start. Nothing is mounted anew, so every figure keeps its state.
 */
import { createStore } from 'zustand/vanilla';

export interface Place {
  scene: number;
  /** How many steps of the scene are shown, from 1. */
  step: number;
}

interface Presenting extends Place {
  isOn: boolean;
  isBlank: boolean;
}

export const presenting = createStore<Presenting>(() => ({ isOn: false, isBlank: false, scene: 0, step: 1 }));

const scenes = () => [...document.querySelectorAll<HTMLElement>('.scene')];

const ALWAYS = '.fig, h1, h2, .kicker, .derivation-panel';

/** The parts of a scene that open one after the other. */
export function stepsOf(scene: HTMLElement): HTMLElement[] {
  return ([...scene.children] as HTMLElement[]).flatMap((part) => {
    if (part.matches(ALWAYS)) return [];
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
    const isHere = isOn && i === scene;
    element.toggleAttribute('data-current', isHere);
    stepsOf(element).forEach((part, j) => {
      part.toggleAttribute('data-waiting', isHere && j >= step);
      part.toggleAttribute('data-now', isHere && j === step - 1);
    });
  });
  if (!isOn) return;
  const now = document.querySelector('[data-now]');
  // A new slide starts at its heading; later steps come into view.
  if (step === 1) now?.closest('main')?.scrollTo(0, 0);
  now?.scrollIntoView({ block: 'nearest' });
}

/** The scene nearest to the top of the window: where presenting starts. */
function sceneInView(): number {
  const at = scenes().findLastIndex((scene) => scene.getBoundingClientRect().top < innerHeight * 0.4);
  return Math.max(0, at);
}

export function startPresenting(): void {
  presenting.setState({ isOn: true, isBlank: false, scene: sceneInView(), step: 1 });
}

export function stopPresenting(): void {
  const here = scenes()[presenting.getState().scene];
  presenting.setState({ isOn: false, isBlank: false });
  here?.scrollIntoView();
}

export function move(by: 1 | -1): void {
  presenting.setState((place) => ({ ...neighbour(place, by, counts()), isBlank: false }));
}

export const sceneCount = () => scenes().length;

const NEXT = ['ArrowRight', 'PageDown'];
const BACK = ['ArrowLeft', 'PageUp'];

/** Keys that a control under the focus needs for itself. */
const usesArrows = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, [role=slider], [role=radiogroup], textarea, select') !== null;

function onKey(event: KeyboardEvent): void {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const { isOn, isBlank } = presenting.getState();
  const { key } = event;
  const isTyping =
    event.target instanceof Element && event.target.matches('input:not([type=range]), textarea');
  if (key.toLowerCase() === 'p' && !isTyping) return isOn ? stopPresenting() : startPresenting();
  if (!isOn) return;
  if (key === 'Escape') stopPresenting();
  else if (key.toLowerCase() === 'b' || key === '.') presenting.setState({ isBlank: !isBlank });
  else if (NEXT.includes(key) && !usesArrows(event.target)) move(1);
  else if (BACK.includes(key) && !usesArrows(event.target)) move(-1);
  else return;
  event.preventDefault();
}

/** Listens for keys and keeps the page in step; returns how to stop. */
export function attachPresenting(): () => void {
  const unsubscribe = presenting.subscribe(show);
  document.addEventListener('keydown', onKey);
  return () => {
    unsubscribe();
    document.removeEventListener('keydown', onKey);
  };
}
