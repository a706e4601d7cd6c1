/** Modules that the build writes (build/). */
declare module 'virtual:contents' {
  export const contents: import('../build/contentsPlugin.ts').ChapterEntry[];
  export const pages: import('../build/contentsPlugin.ts').PageEntry[];
}
declare module 'virtual:symbols' {
  /** Rendered TeX by symbol id. */
  export const symbolHtml: Record<import('./derivations/notation.ts').SymbolId, string>;
}
declare module 'virtual:layouts' {
  /** The room that each demo takes, by its id. */
  export const layouts: Record<string, import('./app/registry.ts').Layout>;
}
declare module 'virtual:network-reports' {
  /** Everything that the folders say of the networks, in the order of `networks`. */
  export const reports: readonly import('./figures/networkReport/report.ts').NetworkReport[];
}
declare module 'virtual:kernels/*' {
  /** A WebAssembly module, base64. */
  const binary: string;
  export default binary;
}
declare module 'virtual:networks' {
  /** What the folders of public/models say of themselves; the site's default first. */
  export const networks: readonly import('../build/networksPlugin.ts').NetworkEntry[];
}
declare module 'virtual:step-costs' {
  /** What a step of each network costs, at batch 1 and 16. */
  export const stepCosts: readonly import('../build/stepCostsPlugin.ts').NetworkCost[];
}
declare module 'virtual:commit' {
  /** Of the sources that the site was built from. */
  export const commit: string;
}
declare module 'virtual:onnxruntime' {
  /** Where its files lie, from the site's root, and how many bytes they are together. */
  export const onnxruntime: { folder: string; bytes: number };
}
declare module 'virtual:recorded-reports' {
  /** The speed reports of docs/benchmarks, newest first. */
  export const recordedReports: readonly import('../build/recordedReportsPlugin.ts').RecordedReport[];
}
