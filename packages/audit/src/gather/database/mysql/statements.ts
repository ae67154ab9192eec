import type { StatementCounters, StatementCounts, StatementSnapshot, StatementText } from '../drive/statements.ts'
import { numberOf, type Row, textOf } from '../values.ts'
import type { MysqlActivity } from './activity.ts'
import type { MysqlSession } from './connection.ts'

/** Key of the executions of prepared statements, which MariaDB counts together. */
export const PREPARED = 'prepared'
const PREPARED_TEXT = 'EXECUTE /* a statement that was prepared before: MariaDB counts these together and keeps no text of them */'

const DIGESTS = `SELECT DIGEST AS name, COUNT_STAR AS calls, SUM_TIMER_WAIT / 1000000000 AS total, MAX_TIMER_WAIT / 1000000000 AS longest,
    SUM_ROWS_SENT + SUM_ROWS_AFFECTED AS returned, SUM_ROWS_EXAMINED AS examined
  FROM performance_schema.events_statements_summary_by_digest WHERE SCHEMA_NAME = ? AND DIGEST IS NOT NULL`

/** In one pass also the rows that all digests sent, those of other databases in a row of their own without a name: tables of the performance schema are read whole. */
const DIGESTS_AND_SENT = `SELECT IF(SCHEMA_NAME = ?, DIGEST, NULL) AS name, SUM(COUNT_STAR) AS calls, SUM(SUM_TIMER_WAIT) / 1000000000 AS total,
    MAX(MAX_TIMER_WAIT) / 1000000000 AS longest, SUM(SUM_ROWS_SENT + SUM_ROWS_AFFECTED) AS returned, SUM(SUM_ROWS_EXAMINED) AS examined, SUM(SUM_ROWS_SENT) AS sent
  FROM performance_schema.events_statements_summary_by_digest GROUP BY name`

/** Reads the statement digests of the performance schema; beside them, on MariaDB, how often prepared statements ran. */
export class DigestCounts implements StatementCounts {
  private readonly session: MysqlSession
  private readonly database: string
  private readonly texts = new Map<string, string>([[PREPARED, PREPARED_TEXT]])
  private readonly prepared = { calls: 0, rows: 0 }

  constructor(session: MysqlSession, database: string) {
    this.session = session
    this.database = database
  }

  async snapshot(): Promise<StatementSnapshot> {
    if (!this.session.isMaria) return countersByName(await this.session.rows(DIGESTS, [this.database]))
    const status = await this.session.rows("SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_stmt_execute', 'Rows_sent')")
    const rows = await this.session.rows(DIGESTS_AND_SENT, [this.database])
    const own = countersByName(rows.filter(({ name }) => name !== null))
    return own.set(PREPARED, this.preparedCounters(status, rows))
  }

  async textsOf(keys: readonly string[]): Promise<ReadonlyMap<string, StatementText>> {
    if (keys.some((key) => !this.texts.has(key))) {
      const rows = await this.session.rows(
        'SELECT DIGEST AS name, DIGEST_TEXT AS text FROM performance_schema.events_statements_summary_by_digest WHERE SCHEMA_NAME = ? AND DIGEST IS NOT NULL',
        [this.database],
      )
      for (const row of rows) this.texts.set(textOf(row.name), textOf(row.text).trim())
    }
    return new Map(
      keys.flatMap((key) => {
        const text = this.texts.get(key)
        return text === undefined || text === '' ? [] : [[key, { text, role: '' }] as const]
      }),
    )
  }

  /** Rows that the server sent and no digest knows of are theirs. */
  private preparedCounters(status: readonly Row[], digests: readonly Row[]): StatementCounters {
    const sent = digests.reduce((sum, row) => sum + numberOf(row.sent), 0)
    const value = (name: string): number => numberOf(status.find((row) => textOf(row.Variable_name) === name)?.Value)
    this.prepared.calls = Math.max(this.prepared.calls, value('Com_stmt_execute'))
    this.prepared.rows = Math.max(this.prepared.rows, value('Rows_sent') - sent)
    return { ...NOTHING, ...this.prepared }
  }
}

/** Texts of the prepared statements that sessions of a database keep open. */
export async function preparedTexts(session: MysqlSession, database: string): Promise<readonly string[]> {
  const rows = await session.rows(
    `SELECT DISTINCT p.SQL_TEXT AS text FROM performance_schema.prepared_statements_instances p
       JOIN performance_schema.threads t ON t.THREAD_ID = p.OWNER_THREAD_ID WHERE t.PROCESSLIST_DB = ? LIMIT 200`,
    [database],
  )
  return rows.map((row) => withoutQuoted(textOf(row.text)))
}

const NOTHING: StatementCounters = { calls: 0, totalMs: 0, maxMs: 0, rows: 0, blocks: 0, blocksRead: 0, examined: 0 }

function countersByName(rows: readonly Row[]): Map<string, StatementCounters> {
  return new Map(rows.map((row) => [textOf(row.name), countersOf(row)]))
}

function countersOf(row: Row): StatementCounters {
  return {
    ...NOTHING,
    calls: numberOf(row.calls),
    totalMs: numberOf(row.total),
    maxMs: numberOf(row.longest),
    rows: numberOf(row.returned),
    examined: numberOf(row.examined),
  }
}

const COUNTERS = {
  select: ['Com_select', 'Qcache_hits'],
  insert: ['Com_insert', 'Com_insert_select', 'Com_replace'],
  update: ['Com_update', 'Com_update_multi'],
  delete: ['Com_delete', 'Com_delete_multi'],
} as const
type CountedKind = keyof typeof COUNTERS
const KINDS = Object.keys(COUNTERS) as readonly CountedKind[]

/** Without the performance schema: the counters of the whole server, which know kinds of statements and no texts. */
export class StatusCounts implements StatementCounts {
  private readonly session: MysqlSession
  private readonly activity: MysqlActivity

  /** The activity has to be read through the same session, so that what it sends is known when the counters are read. */
  constructor(session: MysqlSession, activity: MysqlActivity) {
    this.session = session
    this.activity = activity
  }

  async snapshot(): Promise<StatementSnapshot> {
    const names = KINDS.flatMap((kind) => COUNTERS[kind])
    const reading = this.session.rows(
      `SHOW GLOBAL STATUS WHERE Variable_name IN (${['Handler_read_rnd_next', ...names].map((name) => `'${name}'`).join(', ')})`,
    )
    // The session answers in order: these are the statements that it was sent before.
    const own = this.activity.selects
    const values = new Map((await reading).map((row) => [textOf(row.Variable_name), numberOf(row.Value)]))
    return new Map(
      KINDS.map((kind) => {
        const calls = COUNTERS[kind].reduce((sum, name) => sum + (values.get(name) ?? 0), 0)
        const examined = kind === 'select' ? (values.get('Handler_read_rnd_next') ?? 0) : 0
        return [kind, { ...NOTHING, calls: calls - (kind === 'select' ? own : 0), examined }]
      }),
    )
  }

  textsOf(keys: readonly string[]): Promise<ReadonlyMap<string, StatementText>> {
    return Promise.resolve(
      new Map(keys.map((key) => [key, { text: `${key.toUpperCase()} /* counted by kind: the server keeps no texts */`, role: '' }])),
    )
  }
}

/** Texts in double quotes are strings here, unless the server was told otherwise: none of them may be kept. */
export function withoutQuoted(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|""|\\.)*(?:"|$)/g, '?')
}
