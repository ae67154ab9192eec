import type { Ecosystem } from '../../model/facts/dependencies.ts'
import type { Severity } from '../../model/words.ts'
import { baseScore, ratingOf } from './cvss.ts'
import { isRecord, listOf, recordOf, textOf } from './json-lines.ts'
import { normaliseName } from './requirements.ts'

/** One OSV record, reduced to what matching needs. */
export interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  /** As the record rates it; null when it does not. */
  readonly severity: Severity | null
  readonly modified: string
  readonly published: string
  readonly affected: readonly Affected[]
}

export interface Affected {
  readonly ecosystem: Ecosystem
  readonly name: string
  /** Enumerated versions, as written. */
  readonly versions: ReadonlySet<string>
  readonly ranges: readonly (readonly RangeEvent[])[]
}

export interface RangeEvent {
  readonly kind: 'introduced' | 'fixed' | 'last_affected' | 'limit'
  readonly version: string
}

const KINDS = ['introduced', 'fixed', 'last_affected', 'limit'] as const

/** Null for what is no record; `withdrawn` for one that was taken back. */
export function parseRecord(value: unknown): Advisory | 'withdrawn' | null {
  const record = recordOf(value)
  const id = textOf(record.id)
  if (id === '' || !Array.isArray(record.affected)) return null
  if (textOf(record.withdrawn) !== '') return 'withdrawn'
  return {
    id,
    aliases: listOf(record.aliases).map(textOf).filter(Boolean),
    summary: textOf(record.summary) || textOf(record.details).split('\n')[0]?.slice(0, 160) || id,
    severity: severityOf(id, record),
    modified: textOf(record.modified),
    published: textOf(record.published),
    affected: record.affected.filter(isRecord).flatMap(toAffected),
  }
}

function toAffected(entry: Record<string, unknown>): Affected[] {
  const { ecosystem, name } = recordOf(entry.package)
  if (ecosystem !== 'npm' && ecosystem !== 'PyPI') return []
  return [
    {
      ecosystem,
      name: ecosystem === 'PyPI' ? normaliseName(textOf(name)) : textOf(name),
      versions: new Set(listOf(entry.versions).map(textOf).filter(Boolean)),
      // Commits say nothing about a version of a registry.
      ranges: listOf(entry.ranges)
        .filter(isRecord)
        .filter(({ type }) => type === 'SEMVER' || type === 'ECOSYSTEM')
        .map(({ events }) => listOf(events).filter(isRecord).flatMap(toEvents)),
    },
  ]
}

function toEvents(event: Record<string, unknown>): RangeEvent[] {
  return KINDS.flatMap((kind) => (typeof event[kind] === 'string' ? [{ kind, version: event[kind] }] : []))
}

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MODERATE', 'medium'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
])

/** The record's own word, else its CVSS 3 vector; packages made to do harm are critical without either. */
function severityOf(id: string, record: Record<string, unknown>): Severity | null {
  if (id.startsWith('MAL-')) return 'critical'
  const word = WORDS.get(textOf(recordOf(record.database_specific).severity).toUpperCase())
  if (word !== undefined) return word
  const rated = [record, ...listOf(record.affected).filter(isRecord)].flatMap(({ severity }) => listOf(severity).filter(isRecord))
  const vector = rated.map(({ score }) => textOf(score)).find((score) => score.startsWith('CVSS:3'))
  return vector === undefined ? null : ratingOf(baseScore(vector))
}
