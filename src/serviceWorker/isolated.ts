/** What makes a page cross-origin isolated, which memory shared between threads needs. */
const headersOfIsolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The response with those headers that a static host does not send. */
export function isolated(response: Response): Response {
  // A redirect that the browser follows itself, or another site's answer: not to be read, nor to be made anew.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(headersOfIsolation)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  const { status, statusText } = response;
  const hasBody = ![204, 205, 304].includes(status);
  return new Response(hasBody ? response.body : null, { status, statusText, headers });
}
