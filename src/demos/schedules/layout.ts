/** Room for the axis; the film strip under the plot keeps the same, so that each frame stands under its steps. */
export const plotMargin = { left: 46, right: 20, top: 10, bottom: 26 } as const;
