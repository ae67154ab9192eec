import { parse as parseToml } from 'smol-toml'
import type { DeclaredDependency, DependencyGroup, ManifestFact, PackageFact } from '../../model/facts/dependencies.ts'
import { isRecord, lineFinder, recordOf, textOf } from './json-lines.ts'

/** PEP 503. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

const REQUIREMENT = /^(?<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?<range>\(?[<>=!~][^;#]*)?/
/** Nested includes that are followed; more is a loop. */
const MAX_INCLUDES = 20

/** Requirements of a pip file with its includes; `read` gives the text of a file beside it, null when there is none. */
export function readRequirements(
  file: string,
  text: string,
  read: (file: string) => string | null,
): { manifest: ManifestFact; packages: PackageFact[] } {
  const declared: (DeclaredDependency & { readonly from: string })[] = []
  const visited = new Set([file])
  const walk = (from: string, content: string): void => {
    for (const { line, text: requirement } of logicalLines(content)) {
      const include = /^(?:-r|--requirement|-c|--constraint)[=\s]+(?<path>\S+)/.exec(requirement)?.groups?.path
      if (include !== undefined && visited.size < MAX_INCLUDES) {
        const path = beside(from, include)
        const included = visited.has(path) ? null : read(path)
        visited.add(path)
        if (included !== null) walk(path, included)
        continue
      }
      const parsed = parseRequirement(requirement, line, groupOf(from))
      if (parsed !== null) declared.push({ ...parsed, from })
    }
  }
  walk(file, text)
  const packages = declared
    .filter(({ isExact }) => isExact)
    .map(({ name, range, line, group, hasHash, from }): PackageFact => {
      return {
        ecosystem: 'PyPI',
        name,
        version: range.replace(/^={2,3}\s*/, ''),
        file: from,
        line,
        group,
        isDirect: true,
        hasHash,
        license: null,
      }
    })
  return {
    manifest: { file, ecosystem: 'PyPI', lock: null, declared: declared.map(({ from: _from, ...rest }) => rest), error: null },
    packages,
  }
}

function parseRequirement(text: string, line: number, group: DependencyGroup): DeclaredDependency | null {
  const bare = text.replace(/^-e\s+/, '').split(' #')[0] ?? ''
  if (bare.startsWith('-') || bare === '') return null
  const fromUrl =
    /^(?:git\+|https?:)\S*#egg=(?<name>[\w.-]+)/.exec(bare)?.groups?.name ?? /^(?<name>[\w.-]+)\s*@\s/.exec(bare)?.groups?.name
  if (fromUrl !== undefined)
    return { name: normaliseName(fromUrl), range: bare, line, group, isExact: false, hasHash: /@[0-9a-f]{40}/.test(bare) }
  const match = REQUIREMENT.exec(bare)?.groups
  if (match === undefined) return null
  const range =
    (match.range ?? '')
      .split(/\s+--hash/)[0]
      ?.replaceAll(/[()]/g, '')
      .trim() ?? ''
  return {
    name: normaliseName(match.name ?? ''),
    range,
    line,
    group,
    isExact: /^={2,3}\s*[^*,\s]+$/.test(range),
    hasHash: /--hash[=\s]/.test(text),
  }
}

/** Lines joined over a trailing backslash, with the number of the first. */
function logicalLines(text: string): { line: number; text: string }[] {
  const joined: { line: number; text: string }[] = []
  let open = false
  text.split(/\r?\n/).forEach((raw, index) => {
    const content = raw.replace(/\\$/, '').trim()
    const last = joined.at(-1)
    if (open && last !== undefined) joined[joined.length - 1] = { line: last.line, text: `${last.text} ${content}` }
    else if (content !== '' && !content.startsWith('#')) joined.push({ line: index + 1, text: content })
    open = raw.endsWith('\\')
  })
  return joined
}

function groupOf(file: string): DependencyGroup {
  return /dev|test|lint|doc|ci\b/i.test(file.split('/').at(-1) ?? '') ? 'development' : 'production'
}

function beside(file: string, path: string): string {
  const parts = [...file.split('/').slice(0, -1), ...path.split('/')]
  const stack: string[] = []
  for (const part of parts) {
    if (part === '..') stack.pop()
    else if (part !== '.' && part !== '') stack.push(part)
  }
  return stack.join('/')
}

/** Dependencies of a pyproject.toml: PEP 621, dependency groups, Poetry. */
export function readPyproject(file: string, text: string, lock: string | null): ManifestFact | null {
  const lineOf = lineFinder(text)
  try {
    const document = recordOf(parseToml(text))
    const project = recordOf(document.project)
    const poetry = recordOf(recordOf(document.tool).poetry)
    const listed = (values: unknown, group: DependencyGroup): DeclaredDependency[] =>
      (Array.isArray(values) ? values : []).flatMap((value) => {
        const requirement = textOf(value)
        const parsed = parseRequirement(requirement, lineOf(requirement), group)
        return parsed === null ? [] : [parsed]
      })
    const declared = [
      ...listed(project.dependencies, 'production'),
      ...Object.values(recordOf(project['optional-dependencies'])).flatMap((values) => listed(values, 'optional')),
      ...Object.values(recordOf(document['dependency-groups'])).flatMap((values) => listed(values, 'development')),
      ...poetryDependencies(recordOf(poetry.dependencies), 'production', lineOf),
      ...Object.values(recordOf(poetry.group)).flatMap((group) =>
        poetryDependencies(recordOf(recordOf(group).dependencies), 'development', lineOf),
      ),
    ]
    return declared.length === 0 ? null : { file, ecosystem: 'PyPI', lock, declared, error: null }
  } catch (error) {
    return { file, ecosystem: 'PyPI', lock, declared: [], error: error instanceof Error ? error.message : String(error) }
  }
}

function poetryDependencies(
  table: Record<string, unknown>,
  group: DependencyGroup,
  lineOf: (text: string) => number,
): DeclaredDependency[] {
  return Object.entries(table)
    .filter(([name]) => name !== 'python')
    .map(([name, value]): DeclaredDependency => {
      const range = isRecord(value) ? textOf(value.version) : textOf(value)
      return { name: normaliseName(name), range, line: lineOf(name), group, isExact: /^(==)?\d[\w.]*$/.test(range), hasHash: false }
    })
}

/** Packages of poetry.lock, uv.lock, pdm.lock and pylock.toml, which all list `[[package]]` or `[[packages]]`. */
export function readTomlLock(file: string, text: string): PackageFact[] {
  const lineOf = lineFinder(text)
  const document = recordOf(parseToml(text))
  const list = Array.isArray(document.package) ? document.package : Array.isArray(document.packages) ? document.packages : []
  const files = recordOf(recordOf(document.metadata).files)
  return list.filter(isRecord).flatMap((entry): PackageFact[] => {
    const name = textOf(entry.name)
    const version = textOf(entry.version)
    if (name === '' || version === '' || isOwnProject(entry)) return []
    const hasHash = [entry.files, entry.wheels, entry.sdist, entry.archive, files[name]].some((value) => value !== undefined)
    const group: DependencyGroup =
      entry.category === 'dev' || (Array.isArray(entry.groups) && !entry.groups.includes('main') && !entry.groups.includes('default'))
        ? 'development'
        : 'production'
    return [
      {
        ecosystem: 'PyPI',
        name: normaliseName(name),
        version,
        file,
        line: lineOf(`name = "${name}"`),
        group,
        isDirect: false,
        hasHash,
        license: null,
      },
    ]
  })
}

/** uv lists the project itself as a package with a local source. */
function isOwnProject({ source }: Record<string, unknown>): boolean {
  const { virtual, editable, directory } = recordOf(source)
  return virtual !== undefined || editable !== undefined || directory !== undefined
}

/** Packages of a Pipfile.lock. */
export function readPipfileLock(file: string, text: string): PackageFact[] {
  const lineOf = lineFinder(text)
  const lock = recordOf(JSON.parse(text))
  return (['default', 'develop'] as const).flatMap((section) =>
    Object.entries(recordOf(lock[section])).flatMap(([name, value]): PackageFact[] => {
      const entry = recordOf(value)
      const version = textOf(entry.version).replace(/^==/, '')
      if (version === '') return []
      return [
        {
          ecosystem: 'PyPI',
          name: normaliseName(name),
          version,
          file,
          line: lineOf(`"${name}"`),
          group: section === 'default' ? 'production' : 'development',
          isDirect: false,
          hasHash: entry.hashes !== undefined,
          license: null,
        },
      ]
    }),
  )
}
