/** A piece of TeX. `source` is what was written; `html` is filled in by build/texPlugin.ts. */
export interface Tex {
  source: string;
  html?: string;
}

/** Tags TeX in TypeScript: tex`\xt = \sqrt{\abt}\,\xo`. No interpolation, so that the build can render it. */
export const tex = (strings: TemplateStringsArray): Tex => ({ source: strings.raw[0] });
