import type { DeclaredDependency, DependencyGroup, ManifestFact, PackageFact } from '../../model/facts/dependencies.ts'

/** PEP 503. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

const REQUIREMENT = /^(?<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?<range>\(?[<>=!~][^;#]*)?/
/** Nested includes that are followed; more is a loop. */
const MAX_INCLUDES = 20

interface Read {
  readonly declared: readonly (DeclaredDependency & { readonly from: string })[]
  readonly constraints: ReadonlyMap<string, string>
}

/** Requirements of a pip file with its includes; `read` gives the text of a file beside it, null when there is none. */
export function readRequirements(
  file: string,
  text: string,
  read: (file: string) => string | null,
): { manifest: ManifestFact; packages: PackageFact[] } {
  const { declared, constraints } = readIncludes(file, text, read)
  const pinned = declared.map((each) => {
    const version = each.isExact ? exactVersion(each.range) : (constraints.get(each.name) ?? null)
    return { ...each, version, isExact: each.isExact || version !== null }
  })
  const packages = pinned.flatMap(({ name, version, line, group, hasHash, from }): PackageFact[] =>
    version === null ? [] : [{ ecosystem: 'PyPI', name, version, file: from, line, group, isDirect: true, hasHash, license: null }],
  )
  const own = pinned.map(({ from: _from, version: _version, ...rest }) => rest)
  return { manifest: { file, ecosystem: 'PyPI', lock: null, declared: own, error: null }, packages }
}

/** Follows -r, which asks for packages, and -c, which only says at which version they may come. */
function readIncludes(file: string, text: string, read: (file: string) => string | null): Read {
  const declared: (DeclaredDependency & { readonly from: string })[] = []
  const constraints = new Map<string, string>()
  const visited = new Set([file])
  const walk = (from: string, content: string, isConstraint: boolean): void => {
    for (const { line, text: requirement } of logicalLines(content)) {
      const include = /^(?:(?<requirements>-r|--requirement)|-c|--constraint)[=\s]*(?<path>[^\s#]+)/.exec(requirement)?.groups
      if (include !== undefined) {
        const path = beside(from, include.path ?? '')
        const included = visited.has(path) || visited.size >= MAX_INCLUDES ? null : read(path)
        visited.add(path)
        if (included !== null) walk(path, included, isConstraint || include.requirements === undefined)
        continue
      }
      const parsed = parseRequirement(requirement, line, groupOfFile(from))
      if (parsed === null) continue
      if (!isConstraint) declared.push({ ...parsed, from })
      else if (parsed.isExact) constraints.set(parsed.name, exactVersion(parsed.range) ?? '')
    }
  }
  walk(file, text, false)
  return { declared, constraints }
}

/** One requirement of PEP 508 as a dependency; null for options and what is none. */
export function parseRequirement(text: string, line: number, group: DependencyGroup): DeclaredDependency | null {
  const bare = (text.split(/\s#/)[0] ?? '').replace(/^(?:-e|--editable)[=\s]+/, '').trim()
  if (bare === '' || bare.startsWith('-')) return null
  const name =
    /^(?:\w+\+|https?:|file:)\S*[#&]egg=(?<name>[\w.-]+)/.exec(bare)?.groups?.name ??
    /^(?<name>[\w.-]+)\s*(?:\[[^\]]*\])?\s*@\s/.exec(bare)?.groups?.name
  if (name !== undefined) {
    const isCommit = /@[0-9a-f]{40}\b/.test(bare)
    const hasHash = isCommit || /[#&]sha256=[0-9a-f]{64}/.test(bare) || /--hash[=\s]/.test(text)
    return { name: normaliseName(name), range: bare, line, group, isExact: false, hasHash }
  }
  if (/^[\w+.-]+:\/\/|^[./]|[\\/]/.test(bare.split(/[;\s<>=!~[]/)[0] ?? '')) return null
  const match = REQUIREMENT.exec(bare)?.groups
  if (match === undefined) return null
  const range = ((match.range ?? '').split(/\s--/)[0] ?? '').replaceAll(/[()]/g, '').trim()
  return {
    name: normaliseName(match.name ?? ''),
    range,
    line,
    group,
    isExact: exactVersion(range) !== null,
    hasHash: /--hash[=\s]/.test(text),
  }
}

/** The version that `==` or `===` names; null for ranges and wildcards. */
export function exactVersion(range: string): string | null {
  for (const clause of range.split(',')) {
    const version = /^\s*={2,3}\s*(?<version>[^\s*]+)\s*$/.exec(clause)?.groups?.version
    if (version !== undefined) return version
  }
  return null
}

/** Lines joined over a trailing backslash, with the number of the first. */
function logicalLines(text: string): { line: number; text: string }[] {
  const joined: { line: number; text: string }[] = []
  let parts: string[] | null = null
  let first = 0
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const isOpen = raw.endsWith('\\')
    const content = raw.replace(/\\$/, '').trim()
    if (parts === null) {
      if (content === '' || content.startsWith('#')) continue
      parts = []
      first = index + 1
    }
    parts.push(content)
    if (isOpen) continue
    joined.push({ line: first, text: parts.join(' ') })
    parts = null
  }
  if (parts !== null) joined.push({ line: first, text: parts.join(' ') })
  return joined
}

function groupOfFile(file: string): DependencyGroup {
  const name = file.split('/').at(-1) ?? ''
  return /(?:^|[._-])(?:dev|devel|development|tests?|testing|lint|linting|docs?|ci|typing|mypy)(?:[._-]|$)/i.test(name)
    ? 'development'
    : 'production'
}

/** A path relative to the folder of a file; what leads out of the tree stays at its root. */
function beside(file: string, path: string): string {
  const stack: string[] = []
  for (const part of [...file.split('/').slice(0, -1), ...path.split('/')]) {
    if (part === '..') stack.pop()
    else if (part !== '.' && part !== '') stack.push(part)
  }
  return stack.join('/')
}
