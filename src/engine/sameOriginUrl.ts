import { ModelError } from './modelError.ts';

/**
 * The address, made absolute. Nothing on the page asks another site for anything, so only the page's own will do.
 * @throws ModelError 'cross-origin', or 'malformed' when it is no address
 */
export function sameOriginUrl(address: string, base: string): string {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    throw new ModelError('malformed', { file: address, reason: 'URL' });
  }
  const { origin } = new URL(base);
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  if (!isHttp || url.origin !== origin) throw new ModelError('cross-origin', { url: url.href, origin });
  return url.href;
}
