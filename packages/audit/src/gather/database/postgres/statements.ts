import { isOurs, numberOf, type PostgresSession, textOf } from './connection.ts'

/** Counters of one statement at one instant. */
export interface StatementCounters {
  readonly calls: number
  readonly totalMs: number
  readonly maxMs: number
  readonly rows: number
  readonly blocks: number
  readonly blocksRead: number
}

/** Counters by statement, keyed by account and query id. */
export type StatementSnapshot = ReadonlyMap<string, StatementCounters>

export interface StatementText {
  readonly text: string
  readonly role: string
}

/** Reads pg_stat_statements: snapshots to subtract, texts once. */
export class StatementReader {
  private readonly session: PostgresSession
  private readonly schema: string
  private readonly texts = new Map<string, StatementText>()

  constructor(session: PostgresSession, schema: string) {
    this.session = session
    this.schema = quoted(schema)
  }

  async snapshot(): Promise<StatementSnapshot> {
    const rows = await this.session.rows(
      `SELECT s.userid::text || '/' || s.queryid::text AS key, sum(s.calls)::float8 AS calls, sum(s.total_exec_time) AS total, max(s.max_exec_time) AS max,
              sum(s.rows)::float8 AS rows, sum(s.shared_blks_hit + s.shared_blks_read)::float8 AS blocks, sum(s.shared_blks_read)::float8 AS reads
         FROM ${this.schema}.pg_stat_statements(false) s
        WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND s.queryid IS NOT NULL
        GROUP BY 1`,
    )
    return new Map(
      rows.map((row) => [
        textOf(row.key),
        {
          calls: numberOf(row.calls),
          totalMs: numberOf(row.total),
          maxMs: numberOf(row.max),
          rows: numberOf(row.rows),
          blocks: numberOf(row.blocks),
          blocksRead: numberOf(row.reads),
        },
      ]),
    )
  }

  /** Texts of statements that are not ours; a text that may not be seen is absent. */
  async textsOf(keys: readonly string[]): Promise<ReadonlyMap<string, StatementText>> {
    const unknown = keys.filter((key) => !this.texts.has(key))
    if (unknown.length > 0) {
      const rows = await this.session.rows(
        `SELECT s.userid::text || '/' || s.queryid::text AS key, s.query, pg_catalog.pg_get_userbyid(s.userid) AS role
           FROM ${this.schema}.pg_stat_statements s WHERE s.userid::text || '/' || s.queryid::text = ANY($1)`,
        [unknown],
      )
      for (const row of rows) this.texts.set(textOf(row.key), { text: textOf(row.query), role: textOf(row.role) })
    }
    return new Map(
      keys.flatMap((key) => {
        const text = this.texts.get(key)
        return text === undefined || isOurs(text.text) || text.text === '<insufficient privilege>' ? [] : [[key, text] as const]
      }),
    )
  }
}

const NOTHING: StatementCounters = { calls: 0, totalMs: 0, maxMs: 0, rows: 0, blocks: 0, blocksRead: 0 }

/** What was added between two snapshots; an entry that the server dropped in between counts from nothing. */
export function difference(before: StatementSnapshot, after: StatementSnapshot): Map<string, StatementCounters> {
  const changed = new Map<string, StatementCounters>()
  for (const [key, now] of after) {
    const known = before.get(key)
    const then = known === undefined || known.calls > now.calls ? NOTHING : known
    if (now.calls === then.calls) continue
    changed.set(key, {
      calls: now.calls - then.calls,
      totalMs: now.totalMs - then.totalMs,
      maxMs: now.maxMs,
      rows: now.rows - then.rows,
      blocks: now.blocks - then.blocks,
      blocksRead: now.blocksRead - then.blocksRead,
    })
  }
  return changed
}

const SESSION_WORDS =
  /^(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|set|reset|show|discard|deallocate|prepare\s+transaction|listen|unlisten)\b/i
const GREETINGS = /^select\s+(?:\$\d|\?|\d|(?:pg_catalog\.)?version\(\)|current_schema\(\)|current_database\(\))\s*;?$/i

/** Statements that open and close transactions, or tend the connection: they belong to no endpoint's work. */
export function isHousekeeping(text: string): boolean {
  const flat = withoutComments(text)
  return SESSION_WORDS.test(flat) || GREETINGS.test(flat) || /\bpg_catalog\.pg_(?:type|class|namespace|attribute)\b/i.test(flat)
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ').trim()
}

export function kindOf(text: string): 'select' | 'insert' | 'update' | 'delete' | 'other' {
  const flat = withoutComments(text)
  const word = /^\(*\s*(\w+)/.exec(flat)?.[1]?.toLowerCase() ?? ''
  if (word === 'with') return kindOf((/\b(insert\s+into|update|delete\s+from)\b/i.exec(flat)?.[1] ?? 'select').trimStart())
  if (word === 'select' || word === 'insert' || word === 'update' || word === 'delete') return word
  return 'other'
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
