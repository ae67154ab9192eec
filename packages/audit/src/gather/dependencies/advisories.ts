import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { compare as comparePep440, satisfies as satisfiesPep440, valid as validPep440 } from '@renovatebot/pep440'
import semver from 'semver'
import { AuditError } from '../../model/errors.ts'
import type { AdvisoriesFact, AdvisoryMatch, Ecosystem, PackageFact } from '../../model/facts/dependencies.ts'
import type { Severity } from '../../model/words.ts'
import { isRecord, recordOf, textOf } from './json-lines.ts'
import { normaliseName } from './python.ts'

/** One OSV record, reduced to what matching needs. */
interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly severity: Severity
  readonly modified: string
  readonly affected: readonly Affected[]
}

interface Affected {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly versions: ReadonlySet<string>
  readonly ranges: readonly (readonly RangeEvent[])[]
}

interface RangeEvent {
  readonly kind: 'introduced' | 'fixed' | 'last_affected'
  readonly version: string
}

/** Reads OSV records from a .jsonl or .json file or a folder of them, and matches them against the packages. */
export async function matchAdvisories(path: string, packages: readonly PackageFact[]): Promise<AdvisoriesFact> {
  if (!existsSync(path))
    throw new AuditError('TARGET_MISSING', `There are no advisories at ${path}. Give a folder of OSV records or a .jsonl file.`)
  const byName = Map.groupBy(packages, ({ ecosystem, name }) => `${ecosystem}/${name}`)
  const matches: AdvisoryMatch[] = []
  let records = 0
  let newest = ''
  for await (const value of readRecords(path)) {
    const advisory = toAdvisory(value)
    if (advisory === null) continue
    records += 1
    if (advisory.modified > newest) newest = advisory.modified
    for (const affected of advisory.affected) {
      for (const used of byName.get(`${affected.ecosystem}/${affected.name}`) ?? []) {
        if (isAffected(used.version, affected)) matches.push(toMatch(advisory, affected, used))
      }
    }
  }
  return { source: path, newest: newest.slice(0, 10), records, matches: withoutAliases(matches) }
}

async function* readRecords(path: string): AsyncGenerator<unknown> {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((each) => each.endsWith('.json'))
      .sort())
      yield parseJson(readFileSync(join(path, name), 'utf8'))
    return
  }
  if (path.endsWith('.json')) {
    const value = parseJson(readFileSync(path, 'utf8'))
    yield* Array.isArray(value) ? value : [value]
    return
  }
  for await (const line of createInterface({ input: createReadStream(path) })) if (line.trim() !== '') yield parseJson(line)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Null for what is no record, or was withdrawn. */
function toAdvisory(value: unknown): Advisory | null {
  const record = recordOf(value)
  const id = textOf(record.id)
  if (id === '' || record.withdrawn !== undefined) return null
  const affected = (Array.isArray(record.affected) ? record.affected : []).filter(isRecord).flatMap(toAffected)
  const aliases = (Array.isArray(record.aliases) ? record.aliases : []).map(textOf).filter(Boolean)
  return {
    id,
    aliases,
    summary: textOf(record.summary) || textOf(record.details).split('\n')[0]?.slice(0, 160) || id,
    severity: severityOf(record),
    modified: textOf(record.modified),
    affected,
  }
}

function toAffected(entry: Record<string, unknown>): Affected[] {
  const { ecosystem, name } = recordOf(entry.package)
  if (ecosystem !== 'npm' && ecosystem !== 'PyPI') return []
  const ranges = (Array.isArray(entry.ranges) ? entry.ranges : []).filter(isRecord).filter(({ type }) => type !== 'GIT')
  return [
    {
      ecosystem,
      name: ecosystem === 'PyPI' ? normaliseName(textOf(name)) : textOf(name),
      versions: new Set((Array.isArray(entry.versions) ? entry.versions : []).map(textOf)),
      ranges: ranges.map(({ events }) => (Array.isArray(events) ? events : []).filter(isRecord).flatMap(toEvent)),
    },
  ]
}

function toEvent(event: Record<string, unknown>): RangeEvent[] {
  return (['introduced', 'fixed', 'last_affected'] as const).flatMap((kind) =>
    typeof event[kind] === 'string' ? [{ kind, version: textOf(event[kind]) }] : [],
  )
}

/** Whether a version is named, or lies in a range: introduced <= version, and below `fixed` or not above `last_affected`. */
export function isAffected(version: string, { ecosystem, versions, ranges }: Pick<Affected, 'ecosystem' | 'versions' | 'ranges'>): boolean {
  if (versions.has(version)) return true
  if (ecosystem === 'PyPI' && [...versions].some((each) => isSamePython(each, version))) return true
  return ranges.some((events) => isInRange(version, events, ecosystem))
}

function isInRange(version: string, events: readonly RangeEvent[], ecosystem: Ecosystem): boolean {
  let isIn = false
  for (const { kind, version: bound } of sortEvents(events, ecosystem)) {
    const order = bound === '0' ? 1 : compareVersions(version, bound, ecosystem)
    if (order === null) return false
    if (kind === 'introduced' && order >= 0) isIn = true
    if (kind === 'fixed' && order >= 0) isIn = false
    if (kind === 'last_affected' && order > 0) isIn = false
  }
  return isIn
}

function sortEvents(events: readonly RangeEvent[], ecosystem: Ecosystem): RangeEvent[] {
  return events.toSorted((a, b) =>
    a.version === '0' ? -1 : b.version === '0' ? 1 : (compareVersions(a.version, b.version, ecosystem) ?? 0),
  )
}

/** Null when one of the two is no version of the ecosystem. */
function compareVersions(left: string, right: string, ecosystem: Ecosystem): number | null {
  if (ecosystem === 'PyPI') return validPep440(left) && validPep440(right) ? comparePep440(left, right) : null
  const [a, b] = [semver.parse(left, { loose: true }), semver.parse(right, { loose: true }) ?? semver.coerce(right)]
  return a === null || b === null ? null : semver.compare(a, b)
}

function isSamePython(left: string, right: string): boolean {
  return validPep440(left) && validPep440(right) ? satisfiesPep440(right, `==${left}`) && comparePep440(left, right) === 0 : false
}

function toMatch(advisory: Advisory, affected: Affected, used: PackageFact): AdvisoryMatch {
  const { id, aliases, summary, severity } = advisory
  const fixes = affected.ranges
    .flatMap((events) => events.filter(({ kind }) => kind === 'fixed').map(({ version }) => version))
    .filter((version) => (compareVersions(version, used.version, affected.ecosystem) ?? -1) > 0)
    .sort((a, b) => compareVersions(a, b, affected.ecosystem) ?? 0)
  return { id, aliases, summary, severity, package: used, fixedIn: fixes[0] ?? null }
}

/** PYSEC, GHSA and CVE of one defect count once; the record with the fix is kept. */
function withoutAliases(matches: readonly AdvisoryMatch[]): AdvisoryMatch[] {
  const kept: AdvisoryMatch[] = []
  const order = [...matches].sort((a, b) => Number(b.fixedIn !== null) - Number(a.fixedIn !== null) || (a.id < b.id ? -1 : 1))
  for (const match of order) {
    const names = new Set([match.id, ...match.aliases])
    const isKnown = kept.some((other) => other.package === match.package && [other.id, ...other.aliases].some((name) => names.has(name)))
    if (!isKnown) kept.push(match)
  }
  return kept.sort((a, b) => (`${a.package.name} ${a.id}` < `${b.package.name} ${b.id}` ? -1 : 1))
}

const WORDS: Readonly<Record<string, Severity>> = { CRITICAL: 'critical', HIGH: 'high', MODERATE: 'medium', MEDIUM: 'medium', LOW: 'low' }

/** The record's own word, else its CVSS 3 vector, else high: an unrated vulnerability is no small one. */
function severityOf(record: Record<string, unknown>): Severity {
  const word = textOf(recordOf(record.database_specific).severity).toUpperCase()
  if (WORDS[word] !== undefined) return WORDS[word]
  const vectors = (Array.isArray(record.severity) ? record.severity : []).filter(isRecord).map(({ score }) => textOf(score))
  const vector = vectors.find((each) => each.startsWith('CVSS:3'))
  return vector === undefined ? 'high' : ratingOf(baseScore(vector))
}

/** CVSS v3.1 qualitative rating (specification, section 5). */
function ratingOf(score: number): Severity {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  return score >= 4 ? 'medium' : 'low'
}

const METRICS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}
const PRIVILEGES = { unchanged: { N: 0.85, L: 0.62, H: 0.27 }, changed: { N: 0.85, L: 0.68, H: 0.5 } } as const

/** CVSS v3.1 base score (specification, section 7.1). */
export function baseScore(vector: string): number {
  const parts = new Map(vector.split('/').map((part) => part.split(':') as [string, string]))
  const metric = (name: string): number => METRICS[name]?.[parts.get(name) ?? ''] ?? 0
  const isChanged = parts.get('S') === 'C'
  const privilege = (isChanged ? PRIVILEGES.changed : PRIVILEGES.unchanged)[(parts.get('PR') ?? 'N') as 'N' | 'L' | 'H'] ?? 0.85
  const base = 1 - (1 - metric('C')) * (1 - metric('I')) * (1 - metric('A'))
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base
  if (impact <= 0) return 0
  const total = impact + 8.22 * metric('AV') * metric('AC') * privilege * metric('UI')
  return Math.ceil(Math.round(Math.min(10, isChanged ? 1.08 * total : total) * 100_000) / 10_000) / 10
}
