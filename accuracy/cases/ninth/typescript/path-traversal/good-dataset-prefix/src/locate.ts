import path from 'node:path'

export const ROOT = '/srv/datasets/public'

export function locate(name: string): string | undefined {
  const resolved = path.resolve(ROOT, name)
  return resolved.startsWith(ROOT + path.sep) ? resolved : undefined
}
