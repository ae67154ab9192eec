import type { Client } from 'pg'
import { AuditError } from '../../../model/errors.ts'
import { addressOf, messageOf, type Row } from '../values.ts'

/** How assay calls itself in pg_stat_activity. */
export const APPLICATION_NAME = 'assay'
/** Begins each of our statements, so that they are never taken for the service's. */
const MARK = '/* assay */'
const STATEMENT_TIMEOUT_MS = 5000
const CONNECT_TIMEOUT_MS = 5000

export interface ConnectionOptions {
  readonly url: string
  /** Only on a database that the user called disposable. */
  readonly mayWrite?: boolean
  /** 0 leaves the limits of the server as they are, to read them. */
  readonly statementTimeoutMs?: number
}

type Value = string | number | boolean | null | readonly (string | number | null)[]

/** A session on the database: read-only and bounded unless it was opened to write. */
export class PostgresSession {
  private readonly client: Client
  private isClosed = false

  private constructor(client: Client) {
    this.client = client
  }

  /** Throws {@link AuditError} when the driver is missing or nobody answers. */
  static async open({ url, mayWrite = false, statementTimeoutMs = STATEMENT_TIMEOUT_MS }: ConnectionOptions): Promise<PostgresSession> {
    const { default: pg } = await loadDriver()
    const client = new pg.Client({
      connectionString: url,
      application_name: APPLICATION_NAME,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + statementTimeoutMs,
      ...(statementTimeoutMs === 0
        ? {}
        : { statement_timeout: statementTimeoutMs, idle_in_transaction_session_timeout: 2 * statementTimeoutMs }),
      options: `-c default_transaction_read_only=${mayWrite ? 'off' : 'on'}`,
    })
    client.on('error', () => {})
    try {
      await client.connect()
    } catch (error) {
      throw new AuditError('DATABASE_UNREACHABLE', `Cannot use the database at ${addressOf(url, '5432')}: ${messageOf(error)}`)
    }
    return new PostgresSession(client)
  }

  /** Rows of one statement. The extended protocol takes one statement and no more, whatever the text says. */
  async rows(text: string, values: readonly Value[] = []): Promise<readonly Row[]> {
    const statement = { text: `${MARK} ${text}`, values: [...values], queryMode: 'extended' }
    return (await this.client.query<Record<string, unknown>>(statement)).rows
  }

  async row(text: string, values: readonly Value[] = []): Promise<Row> {
    return (await this.rows(text, values))[0] ?? {}
  }

  async close(): Promise<void> {
    if (this.isClosed) return
    this.isClosed = true
    await this.client.end().catch(() => {})
  }
}

export function isOurs(text: string): boolean {
  return text.includes(MARK)
}

async function loadDriver(): Promise<typeof import('pg')> {
  try {
    return await import('pg')
  } catch {
    throw new AuditError('USAGE', 'To look into PostgreSQL, assay needs the package pg beside it: npm install pg')
  }
}

/** SQLSTATE of an error of the server; empty for others. */
export function stateOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
