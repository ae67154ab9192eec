import { parse as parseToml } from 'smol-toml'
import type { DependencyGroup, PackageFact } from '../../model/facts/dependencies.ts'
import { isRecord, lineFinder, listOf, recordOf, textOf } from './json-lines.ts'
import { groupsByReach, type LockRoot } from './reach.ts'
import { normaliseName } from './requirements.ts'

/** Packages of poetry.lock, uv.lock, pdm.lock and pylock.toml, which all list `[[package]]` or `[[packages]]`. Throws when it is no TOML. */
export function readTomlLock(file: string, text: string, roots: readonly LockRoot[]): PackageFact[] {
  const lineOf = lineFinder(text)
  const document = recordOf(parseToml(text))
  const list = [...listOf(document.package), ...listOf(document.packages)].filter(isRecord)
  const files = recordOf(recordOf(document.metadata).files)
  const own = list.filter(isOwnProject)
  const reached = groupsByReach(
    own.length > 0 ? own.flatMap(rootsOfProject) : roots.map(({ name, group }) => ({ key: name, group })),
    dependencyTable(list),
  )
  const direct = new Set([...roots.map(({ name }) => name), ...own.flatMap(rootsOfProject).map(({ key }) => key)])
  return list.flatMap((entry): PackageFact[] => {
    const written = textOf(entry.name)
    const version = textOf(entry.version)
    if (written === '' || version === '' || own.includes(entry)) return []
    const name = normaliseName(written)
    return [
      {
        ecosystem: 'PyPI',
        name,
        version,
        file,
        line: lineOf(`\nname = "${written}"`) + 1,
        group: statedGroup(entry) ?? reached(name),
        isDirect: direct.has(name),
        hasHash: isHashed(entry, files[written]),
        license: null,
      },
    ]
  })
}

/** The project itself, which uv lists with a local source. */
function isOwnProject({ source }: Record<string, unknown>): boolean {
  const { virtual, editable, directory } = recordOf(source)
  return virtual !== undefined || editable !== undefined || directory !== undefined
}

function rootsOfProject(entry: Record<string, unknown>): { key: string; group: DependencyGroup }[] {
  const named = (values: unknown, group: DependencyGroup) =>
    listOf(values)
      .filter(isRecord)
      .map(({ name }) => ({ key: normaliseName(textOf(name)), group }))
  return [
    ...named(entry.dependencies, 'production'),
    ...Object.values(recordOf(entry['optional-dependencies'])).flatMap((values) => named(values, 'optional')),
    ...Object.values(recordOf(entry['dev-dependencies'])).flatMap((values) => named(values, 'development')),
  ]
}

/** `dependencies` is a table of names in poetry.lock, a list of records in uv.lock, a list of requirements in pdm.lock. */
function dependencyTable(list: readonly Record<string, unknown>[]): (name: string) => readonly string[] {
  const table = new Map<string, string[]>()
  for (const entry of list) {
    const { dependencies } = entry
    const names = Array.isArray(dependencies)
      ? dependencies.map((each) => (isRecord(each) ? textOf(each.name) : (/^[\w.-]+/.exec(textOf(each))?.[0] ?? '')))
      : Object.keys(recordOf(dependencies))
    const name = normaliseName(textOf(entry.name))
    table.set(name, [...(table.get(name) ?? []), ...names.map(normaliseName)])
  }
  return (name) => table.get(name) ?? []
}

/** Old locks of Poetry have a category, new ones and PDM's have groups; null where nothing is stated. */
function statedGroup({ category, groups, optional }: Record<string, unknown>): DependencyGroup | null {
  if (typeof category === 'string') return category === 'dev' ? 'development' : optional === true ? 'optional' : 'production'
  if (!Array.isArray(groups) || groups.length === 0) return null
  if (groups.includes('main') || groups.includes('default')) return optional === true ? 'optional' : 'production'
  return 'development'
}

function isHashed(entry: Record<string, unknown>, files: unknown): boolean {
  const commit = textOf(recordOf(entry.source).resolved_reference) || textOf(recordOf(entry.vcs)['commit-id']) || textOf(entry.revision)
  if (/^[0-9a-f]{40}$/.test(commit) || /#[0-9a-f]{40}$/.test(textOf(recordOf(entry.source).git))) return true
  return [entry.files, entry.wheels, files, entry.sdist, entry.archive]
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .some((value) => textOf(recordOf(value).hash) !== '' || Object.keys(recordOf(recordOf(value).hashes)).length > 0)
}

/** Packages of a Pipfile.lock. Throws when it is no JSON. */
export function readPipfileLock(file: string, text: string, roots: readonly LockRoot[]): PackageFact[] {
  const lineOf = lineFinder(text)
  const lock = recordOf(JSON.parse(text))
  const direct = new Set(roots.map(({ name }) => name))
  const seen = new Set<string>()
  return (['default', 'develop'] as const).flatMap((section) =>
    Object.entries(recordOf(lock[section])).flatMap(([written, value]): PackageFact[] => {
      const entry = recordOf(value)
      const version = textOf(entry.version).replace(/^==/, '')
      const name = normaliseName(written)
      // `develop` repeats what `default` has.
      if (version === '' || seen.has(`${name} ${version}`)) return []
      seen.add(`${name} ${version}`)
      return [
        {
          ecosystem: 'PyPI',
          name,
          version,
          file,
          line: lineOf(`"${written}": {`),
          group: section === 'default' ? 'production' : 'development',
          isDirect: direct.has(name),
          hasHash: listOf(entry.hashes).length > 0,
          license: null,
        },
      ]
    }),
  )
}
