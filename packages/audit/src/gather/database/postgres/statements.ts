import type { StatementCounts, StatementSnapshot, StatementText } from '../drive/statements.ts'
import { numberOf, textOf } from '../values.ts'
import { isOurs, type PostgresSession } from './connection.ts'

/** Reads pg_stat_statements: snapshots to subtract, texts once. */
export class StatementReader implements StatementCounts {
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
          examined: 0,
        },
      ]),
    )
  }

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

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
