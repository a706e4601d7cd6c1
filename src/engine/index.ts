/** The engine's public side: a page imports from here, and tfjs stays in the worker. */
export { openEngine, type Engine, type OpenOptions } from './client.ts';
export {
  isOfBackend,
  ModelError,
  reasonOf,
  type ModelErrorData,
  type ModelErrorFields,
  type ModelErrorKind,
} from './modelError.ts';
// Reading a dropped folder is for one figure only, which imports it from modelFiles.ts: here it would load with every one.
export type { ModelDescription, ModelFiles } from './modelFiles.ts';
export type { FolderFile } from './folder.ts';
export { sameOriginUrl } from './sameOriginUrl.ts';
export type { PredictionType } from './schedulerConfig.ts';
export type { BackendFailure, BackendId, BackendInfo } from './device.ts';
export type { Labels, Prediction, PredictRequest } from './denoiser.ts';
export type { MemoryInfo, ModelInfo } from './protocol.ts';
export type { Frame, ShownFrame } from './frames.ts';
export type { Pictures, SheetPictures } from './pictures.ts';
export type { Chunk, SampleRequest } from './sampler.ts';
