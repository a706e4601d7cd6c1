/** What browsers say of themselves; `userAgentData` only some have. */
export interface Agent {
  userAgent: string;
  userAgentData?: { brands: readonly { brand: string; version: string }[]; platform: string };
}

/** "Chromium 156, Linux", or the whole line that a browser sends where it has nothing shorter. */
export function browserName(agent: object): string {
  const { userAgent, userAgentData } = agent as Agent;
  // One of the brands is made up, so that nobody relies on the list.
  const real = userAgentData?.brands.filter(({ brand }) => !/not.*brand/i.test(brand)) ?? [];
  // The engine's own name stands beside the product's.
  const named = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
  return named && userAgentData ? `${named.brand} ${named.version}, ${userAgentData.platform}` : userAgent;
}
