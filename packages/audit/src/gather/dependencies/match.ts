import type { AdvisoryMatch, Ecosystem, PackageFact } from '../../model/facts/dependencies.ts'
import type { Advisory, Affected, RangeEvent } from './osv-record.ts'
import { canonicalVersion, compareVersions, publicVersion } from './versions.ts'

/** A match before defects that several data bases describe are joined. */
export interface RawMatch {
  readonly advisory: Advisory
  readonly package: PackageFact
  readonly fixedIn: string | null
}

/** Every package that an advisory affects. */
export function matchAdvisory(advisory: Advisory, packagesOf: (ecosystem: Ecosystem, name: string) => readonly PackageFact[]): RawMatch[] {
  return advisory.affected.flatMap((affected) =>
    packagesOf(affected.ecosystem, affected.name)
      .filter(({ version }) => isAffected(version, affected))
      .map((used) => ({ advisory, package: used, fixedIn: fixFor(used.version, affected) })),
  )
}

/** Whether a version is enumerated, or lies in a range: introduced <= version, and below `fixed` or not above `last_affected`. */
export function isAffected(version: string, { ecosystem, versions, ranges }: Pick<Affected, 'ecosystem' | 'versions' | 'ranges'>): boolean {
  const used = publicVersion(version, ecosystem)
  if (versions.has(version) || versions.has(used)) return true
  if (versions.size > 0 && hasSame(used, versions, ecosystem)) return true
  return ranges.some((events) => isInRange(used, events, ecosystem))
}

const canonicalSets = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>()

function hasSame(version: string, versions: ReadonlySet<string>, ecosystem: Ecosystem): boolean {
  let canonical = canonicalSets.get(versions)
  if (canonical === undefined) {
    canonical = new Set([...versions].map((each) => canonicalVersion(each, ecosystem)))
    canonicalSets.set(versions, canonical)
  }
  return canonical.has(canonicalVersion(version, ecosystem))
}

/** OSV's evaluation: events in the order of their versions, the last one at or below the version decides. */
function isInRange(version: string, events: readonly RangeEvent[], ecosystem: Ecosystem): boolean {
  let isIn = false
  for (const { kind, version: bound } of sorted(events, ecosystem)) {
    const order = bound === '0' ? 1 : compareVersions(version, bound, ecosystem)
    if (order === null) return false
    if (kind === 'introduced' && order >= 0) isIn = true
    if ((kind === 'fixed' || kind === 'limit') && order >= 0) isIn = false
    if (kind === 'last_affected' && order > 0) isIn = false
  }
  return isIn
}

function sorted(events: readonly RangeEvent[], ecosystem: Ecosystem): RangeEvent[] {
  // "0" stands for the first version there ever was, "*" as a limit for none.
  return events
    .filter(({ kind, version }) => kind !== 'limit' || version !== '*')
    .toSorted((a, b) => {
      if (a.version === '0' || b.version === '0') return Number(b.version === '0') - Number(a.version === '0')
      return compareVersions(a.version, b.version, ecosystem) ?? 0
    })
}

/** The lowest fixed version above the used one, of the ranges that hold it before the others. */
function fixFor(version: string, { ecosystem, ranges }: Affected): string | null {
  const holding = ranges.filter((events) => isInRange(publicVersion(version, ecosystem), events, ecosystem))
  const fixes = (holding.length > 0 ? holding : ranges)
    .flatMap((events) => events.filter(({ kind }) => kind === 'fixed').map(({ version: fixed }) => fixed))
    .filter((fixed) => fixed !== '0' && (compareVersions(fixed, version, ecosystem) ?? -1) > 0)
    .sort((a, b) => compareVersions(a, b, ecosystem) ?? 0)
  return fixes[0] ?? null
}

/** PYSEC, GHSA and CVE of one defect count once; the record that rates it, then one that names a fix, speaks for all. */
export function joinAliases(matches: readonly RawMatch[]): AdvisoryMatch[] {
  const joined = [...Map.groupBy(matches, (match) => match.package).values()].flatMap((group) => defectsOf(group).map(toMatch))
  const key = ({ package: used, id }: AdvisoryMatch): string => [used.ecosystem, used.name, used.version, used.file, id].join(' ')
  return joined
    .map((match) => [key(match), match] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, match]) => match)
}

/** Groups of matches that share a name, over any number of steps. */
function defectsOf(matches: readonly RawMatch[]): RawMatch[][] {
  const parents = new Map<string, string>()
  const rootOf = (name: string): string => {
    let root = name
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next
    parents.set(name, root)
    return root
  }
  for (const { advisory } of matches) {
    const root = rootOf(advisory.id)
    parents.set(root, root)
    for (const alias of advisory.aliases) parents.set(rootOf(alias), root)
  }
  return [...Map.groupBy(matches, ({ advisory }) => rootOf(advisory.id)).values()]
}

function toMatch(group: readonly RawMatch[]): AdvisoryMatch {
  const order = group.toSorted(
    (a, b) =>
      Number(b.advisory.severity !== null) - Number(a.advisory.severity !== null) ||
      Number(b.fixedIn !== null) - Number(a.fixedIn !== null) ||
      (a.advisory.id < b.advisory.id ? -1 : 1),
  )
  const [first] = order
  if (first === undefined) throw new Error('a defect without a match')
  const names = new Set(group.flatMap(({ advisory }) => [advisory.id, ...advisory.aliases]))
  names.delete(first.advisory.id)
  const dates = group.map(({ advisory }) => advisory.published).filter(Boolean)
  return {
    id: first.advisory.id,
    aliases: [...names].sort(),
    summary: first.advisory.summary,
    // An unrated vulnerability is no small one.
    severity: first.advisory.severity ?? 'high',
    package: first.package,
    fixedIn: order.find(({ fixedIn }) => fixedIn !== null)?.fixedIn ?? null,
    published: dates.sort()[0]?.slice(0, 10) ?? '',
  }
}
