import semver from 'semver'
import type { DeclaredDependency, DependencyGroup, ManifestFact } from '../../model/facts/dependencies.ts'
import { lineFinder, recordOf, textOf } from './json-lines.ts'

export const NODE_GROUPS: readonly (readonly [key: string, group: DependencyGroup])[] = [
  ['dependencies', 'production'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'development'],
]

/** Dependencies that a package.json declares. */
export function readPackageJson(file: string, text: string, lock: string | null): ManifestFact {
  const lineOf = lineFinder(text)
  try {
    const manifest = recordOf(JSON.parse(text))
    const declared = NODE_GROUPS.flatMap(([key, group]) =>
      Object.entries(recordOf(manifest[key])).map(([name, range]): DeclaredDependency => {
        const written = textOf(range)
        return { name, range: written, line: lineOf(`"${name}"`, `"${key}"`), group, isExact: isExactRange(written), hasHash: false }
      }),
    )
    return { file, ecosystem: 'npm', lock, declared, error: null }
  } catch (error) {
    return { file, ecosystem: 'npm', lock, declared: [], error: error instanceof Error ? error.message : String(error) }
  }
}

/** An exact version, a workspace or a path of the same repository, or a commit. */
function isExactRange(range: string): boolean {
  return (
    semver.valid(range.replace(/^=/, '')) !== null ||
    isLocal(range) ||
    semver.valid(/^npm:(?:@[^/]+\/)?[^@]+@(?<version>.+)$/.exec(range)?.groups?.version ?? '') !== null ||
    /#[0-9a-f]{40}$/.test(range)
  )
}

/** Whether a dependency lies in the same repository and has no version of a registry. */
export function isLocal(range: string): boolean {
  return /^(?:workspace:|file:|link:|portal:|\.{1,2}\/)/.test(range)
}
