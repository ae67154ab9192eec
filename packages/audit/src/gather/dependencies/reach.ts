import type { DependencyGroup } from '../../model/facts/dependencies.ts'

/** What a manifest asks of the lock that pins it. */
export interface LockRoot {
  readonly name: string
  readonly range: string
  readonly group: DependencyGroup
}

const ORDER: readonly DependencyGroup[] = ['production', 'optional', 'development']

/**
 * The group of each package of a lock that does not state it: the best of those whose direct dependencies lead to it. What no
 * root leads to counts as production: nobody said otherwise.
 */
export function groupsByReach(
  roots: readonly { readonly key: string; readonly group: DependencyGroup }[],
  dependenciesOf: (key: string) => readonly string[],
): (key: string) => DependencyGroup {
  const groups = new Map<string, DependencyGroup>()
  for (const group of ORDER) {
    const open = roots.filter((root) => root.group === group).map(({ key }) => key)
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (groups.has(key)) continue
      groups.set(key, group)
      open.push(...dependenciesOf(key))
    }
  }
  return (key) => groups.get(key) ?? 'production'
}
