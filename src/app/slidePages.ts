/** A slide's steps, cut into pages that fit: within a page steps are only added, so nothing that is read moves. */

/** Where a step stands when all steps of its slide are open, px; margins belong to it. */
export interface StepBox {
  top: number;
  bottom: number;
  /** What stands over it when a page starts with it (a derivation's head), px. */
  head: number;
  /** A derivation leaves the words before it behind. */
  breaks: boolean;
  /** A line of a derivation is read beside the line before it. */
  follows: boolean;
}

/**
 * For each step, the first step that is shown when it is the newest. A page is filled while `room` px suffice; the next one
 * repeats the line that its first line follows from.
 */
export function firstShown(boxes: readonly StepBox[], room: number): number[] {
  const first: number[] = [];
  boxes.forEach((box, i) => {
    const fitsFrom = (from: number) => boxes[from].head + box.bottom - boxes[from].top <= room;
    const here = first.at(-1) ?? 0;
    const stays = i === 0 || (!box.breaks && fitsFrom(here));
    first.push(stays ? here : box.follows && fitsFrom(i - 1) ? i - 1 : i);
  });
  return first;
}

/** The boxes of steps that are all on screen. */
export function stepBoxes(steps: readonly HTMLElement[]): StepBox[] {
  return steps.map((step, i) => {
    const { top, bottom } = step.getBoundingClientRect();
    const { marginBlockStart, marginBlockEnd } = getComputedStyle(step);
    const derivation = step.closest('.derivation');
    const isSame = i > 0 && derivation === steps[i - 1].closest('.derivation');
    const lines = derivation?.querySelector('.derivation-lines');
    return {
      top: top - parseFloat(marginBlockStart),
      bottom: bottom + parseFloat(marginBlockEnd),
      head:
        derivation && lines ? lines.getBoundingClientRect().top - derivation.getBoundingClientRect().top : 0,
      breaks: derivation !== null && i > 0 && !isSame,
      follows: derivation !== null && isSame,
    };
  });
}
