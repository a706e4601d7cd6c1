/** What can be wrong with a model or with the device that runs it. The page has one text per kind. */
export type ModelErrorKind =
  /** A file of the folder is not there: {file, status}; status is 0 where nothing answered, or no server was asked. */
  | 'missing'
  /** A file ends before its header says it does: {file, expected, actual} in bytes. */
  | 'truncated'
  /** The weights are not the ones the manifest names: {file, expected, actual}, both SHA-256 in hex. */
  | 'wrong-hash'
  /** A file is not what its name says: {file, reason}. */
  | 'malformed'
  /** The config describes another kind of model: {className}. */
  | 'not-a-unet2d'
  /** A UNet2DModel with an option that this engine does not have: {option, value}. */
  | 'unsupported'
  /** The weights do not fit the config: {tensor, expected, actual}. */
  | 'weights-mismatch'
  /** A tensor holds something that is no finite number: {tensor}. */
  | 'not-finite'
  /** The weights are there as a pickle only, which is a program, not data: {file}. */
  | 'pickle'
  /** None of the files belongs to a network: {files}, their number. */
  | 'no-network'
  /** More than one network lies in the folder: {folders}. */
  | 'several-networks'
  /** A file is larger than the engine reads: {file, bytes, limit}. */
  | 'too-large'
  /** A folder holds more files than the page looks at: {limit}. */
  | 'too-many-files'
  /** An address on another site; nothing was asked of it: {url, origin}. */
  | 'cross-origin'
  /** The backend that was asked for does not work here: {backend, reason}. */
  | 'backend-unavailable'
  /** The graphics device went away: {backend, reason}. */
  | 'device-lost'
  /** A request that this model cannot answer: {reason}. */
  | 'bad-request';

export type ModelErrorFields = Record<string, string | number>;

/** A ModelError as it crosses from the worker to the page. */
export interface ModelErrorData {
  kind: ModelErrorKind;
  fields: ModelErrorFields;
}

/** An error with a kind to look a text up by and the fields that the text shows. `message` is for developers. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind;
  readonly fields: ModelErrorFields;

  constructor(kind: ModelErrorKind, fields: ModelErrorFields) {
    super(`${kind}: ${JSON.stringify(fields)}`);
    this.name = 'ModelError';
    this.kind = kind;
    this.fields = fields;
  }

  toData(): ModelErrorData {
    return { kind: this.kind, fields: this.fields };
  }
}

/** Whether it is the backend's, and another one may do what was asked. */
export const isOfBackend = (error: unknown): error is ModelError =>
  error instanceof ModelError && (error.kind === 'backend-unavailable' || error.kind === 'device-lost');

/** Why, in one line: drivers quote whole programs. */
export function reasonOf(error: unknown): string {
  const whole =
    error instanceof ModelError
      ? String(error.fields.reason ?? error.kind)
      : error instanceof Error
        ? error.message || error.name
        : String(error);
  return whole.trim().split('\n')[0];
}
