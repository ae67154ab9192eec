export class BadKey extends Error {
  readonly status = 400
  readonly expose = true
}

function refuseTraversal(key: string): string {
  if (key.includes('\0') || key.startsWith('/') || key.split(/[\\/]/).includes('..')) {
    throw new BadKey('bad key')
  }
  return key
}

/** Keys arrive twice encoded, since the CDN decodes the path once itself. */
export function parseKey(raw: string): string {
  const key = decodeURIComponent(raw)
  return refuseTraversal(key)
}
