/**
 * Presenting: the chapter's own sections as slides. Here is what every chapter needs for it: whether it is on, where, and the
 * key P. What makes slides of the page (slides.ts) is loaded when it is first wanted.
 */
import { createStore } from 'zustand/vanilla';

export interface Place {
  scene: number;
  /** How many steps of the scene are shown, from 1. */
  step: number;
}

export interface Presenting extends Place {
  isOn: boolean;
  isBlank: boolean;
}

export const presenting = createStore<Presenting>(() => ({ isOn: false, isBlank: false, scene: 0, step: 1 }));

export const scenes = () => [...document.querySelectorAll<HTMLElement>('.scene')];

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

/** A key alone, not typed into a field. */
const isPlain = ({ metaKey, ctrlKey, altKey, target }: KeyboardEvent): boolean =>
  !(metaKey || ctrlKey || altKey) &&
  !(target instanceof Element && target.matches('input:not([type=range]), textarea'));

function onKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'p' || !isPlain(event)) return;
  if (presenting.getState().isOn) stopPresenting();
  else startPresenting();
}

/** Listens for P, and makes slides once presenting is on; returns how to stop. */
export function attachPresenting(): () => void {
  let slides: Promise<() => void> | null = null;
  const unsubscribe = presenting.subscribe(({ isOn }) => {
    if (isOn) slides ??= import('./slides.ts').then(({ attachSlides }) => attachSlides());
  });
  document.addEventListener('keydown', onKey);
  return () => {
    unsubscribe();
    void slides?.then((detach) => detach());
    document.removeEventListener('keydown', onKey);
  };
}
