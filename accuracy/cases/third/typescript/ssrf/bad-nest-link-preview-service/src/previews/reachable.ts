const SCHEMES = new Set(['https:', 'http:'])

export function assertReachable(url: URL): boolean {
  return SCHEMES.has(url.protocol)
}
