import type { Ecosystem } from './facts/dependencies.ts'

/** Package URL of a package, e.g. `pkg:npm/%40nestjs/core@10.0.0`. */
export function packageUrl({
  ecosystem,
  name,
  version,
}: {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version: string
}): string {
  const path = name.split('/').map(encodeURIComponent).join('/')
  return `pkg:${ecosystem === 'npm' ? 'npm' : 'pypi'}/${path}@${encodeURIComponent(version)}`
}
