import type { ModelError } from '../../engine/index.ts';

/** The key of an error's words. Backend "any" means that nobody asked for one, and none of them works. */
export const errorKey = ({ kind, fields }: ModelError): string =>
  kind === 'backend-unavailable' && fields.backend === 'any' ? 'none-available' : kind;
