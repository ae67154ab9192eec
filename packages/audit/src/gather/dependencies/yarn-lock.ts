import type { PackageFact } from '../../model/facts/dependencies.ts'
import { groupsByReach, type LockRoot } from './reach.ts'

interface YarnEntry {
  /** `name@range` as dependents write them. */
  readonly descriptors: readonly string[]
  readonly line: number
  version: string
  hasHash: boolean
  /** `name@npm:1.2.3` of berry; empty in classic. */
  resolution: string
  isWorkspace: boolean
  readonly dependencies: string[]
}

/** Packages of a yarn.lock, classic or berry. Throws when it is neither. */
export function readYarnLock(file: string, text: string, roots: readonly LockRoot[]): PackageFact[] {
  if (!/^# yarn lockfile v1|^__metadata:/m.test(text)) throw new Error('this is no yarn.lock')
  const entries = entriesOf(text)
  const byDescriptor = new Map(entries.flatMap((entry) => entry.descriptors.map((descriptor) => [descriptor, entry] as const)))
  const find = (name: string, range: string): YarnEntry | undefined =>
    byDescriptor.get(`${name}@${range}`) ?? byDescriptor.get(`${name}@npm:${range}`)
  const keyOf = (descriptor: string): string => byDescriptor.get(descriptor)?.descriptors[0] ?? descriptor
  const workspaces = entries.filter(({ isWorkspace }) => isWorkspace)
  const start = roots.map(({ name, range, group }) => ({ key: find(name, range)?.descriptors[0] ?? `${name}@${range}`, group }))
  const groupOf = groupsByReach(start, (key) => byDescriptor.get(key)?.dependencies.map((each) => keyOf(resolve(each, byDescriptor))) ?? [])
  const direct = new Set(start.map(({ key }) => key))
  return entries
    .filter((entry) => entry.version !== '' && !workspaces.includes(entry))
    .map((entry): PackageFact => {
      const key = entry.descriptors[0] ?? ''
      return {
        ecosystem: 'npm',
        name: nameOf(entry),
        version: entry.version,
        file,
        line: entry.line,
        group: groupOf(key),
        isDirect: direct.has(key),
        hasHash: entry.hasHash,
        license: null,
      }
    })
}

/** Berry leaves `npm:` out where a dependent names a range. */
function resolve(descriptor: string, known: ReadonlyMap<string, unknown>): string {
  if (known.has(descriptor)) return descriptor
  const at = descriptor.indexOf('@', 1)
  return `${descriptor.slice(0, at)}@npm:${descriptor.slice(at + 1)}`
}

function entriesOf(text: string): YarnEntry[] {
  const entries: YarnEntry[] = []
  let current: YarnEntry | undefined
  let isInDependencies = false
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue
    if (!line.startsWith(' ')) {
      current = /^__metadata:/.test(line) ? undefined : newEntry(line, index + 1)
      if (current !== undefined) entries.push(current)
      isInDependencies = false
    } else if (current !== undefined) {
      const [, indent = '', key = '', value = ''] = /^( +)("[^"]*"|[^\s":]+):? ?(.*)$/.exec(line) ?? []
      if (indent.length === 2) {
        isInDependencies = /^(?:dependencies|optionalDependencies)$/.test(key)
        readProperty(current, key, unquoted(value))
      } else if (indent.length === 4 && isInDependencies) current.dependencies.push(`${unquoted(key)}@${unquoted(value)}`)
    }
  }
  return entries
}

function newEntry(line: string, number: number): YarnEntry {
  const names = line.replace(/:\s*$/, '').replaceAll('"', '')
  return {
    descriptors: names.split(/,\s*/).filter(Boolean),
    line: number,
    version: '',
    hasHash: false,
    resolution: '',
    isWorkspace: /@workspace:/.test(names),
    dependencies: [],
  }
}

function readProperty(entry: YarnEntry, key: string, value: string): void {
  if (key === 'version') entry.version = value
  if (key === 'resolution') entry.resolution = value
  if (key === 'linkType' && value === 'soft') entry.isWorkspace = true
  if (key === 'integrity' || key === 'checksum') entry.hasHash = true
  // Before `integrity` yarn kept the SHA-1 of an archive, or the commit, behind its address.
  if (key === 'resolved' && /#[0-9a-f]{40}$/.test(value)) entry.hasHash = true
}

function unquoted(text: string): string {
  return text.trim().replaceAll(/^"|"$/g, '')
}

/** The package that is installed, which an alias hides: `"lodash4@npm:lodash@^4"`. */
function nameOf({ descriptors, resolution }: YarnEntry): string {
  const descriptor = resolution === '' ? (descriptors[0] ?? '') : resolution
  const alias = /^(?:@[^/]+\/)?[^@]+@npm:(?<name>(?:@[^/]+\/)?[^@]+)@/.exec(descriptor)?.groups?.name
  return alias ?? /^(?:@[^/]+\/)?[^@]+/.exec(descriptor)?.[0] ?? descriptor
}
