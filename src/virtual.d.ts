/** Modules that the build writes (build/). */
declare module 'virtual:contents' {
  export const contents: import('../build/contentsPlugin.ts').ChapterEntry[];
}
declare module 'virtual:symbols' {
  /** Rendered TeX by symbol id. */
  export const symbolHtml: Record<import('./derivations/notation.ts').SymbolId, string>;
}
declare module 'virtual:layouts' {
  /** The room that each demo takes, by its id. */
  export const layouts: Record<string, import('./app/registry.ts').Layout>;
}
declare module 'virtual:networks' {
  /** What the folders of public/models say of themselves; the site's default first. */
  export const networks: readonly import('../build/networksPlugin.ts').NetworkEntry[];
}
