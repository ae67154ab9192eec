import type { Connection, QueryResult } from 'mysql2/promise'
import { AuditError } from '../../../model/errors.ts'
import { addressOf, messageOf, type Row, textOf } from '../values.ts'

const STATEMENT_TIMEOUT_MS = 5000
const CONNECT_TIMEOUT_MS = 5000
export const DEFAULT_PORT = '3306'

export interface ConnectionOptions {
  readonly url: string
  /** Only on a database that the user called disposable. */
  readonly mayWrite?: boolean
  /** 0 leaves the limits of the server as they are, to read them. */
  readonly statementTimeoutMs?: number
  /** Whether names without a database mean that of the address. The server counts statements by this database: only plans are asked there. */
  readonly inDatabase?: boolean
}

type Value = string | number | null

/** A session on the server: read-only and bounded unless it was opened to write. */
export class MysqlSession {
  readonly isMaria: boolean
  readonly version: string
  /** As processlist shows it. */
  readonly id: number
  private readonly connection: Connection
  private isClosed = false

  private constructor(connection: Connection, id: number, version: string) {
    this.connection = connection
    this.id = id
    this.version = version
    this.isMaria = /mariadb/i.test(version)
  }

  /** Throws {@link AuditError} when the driver is missing or nobody answers. */
  static async open({
    url,
    mayWrite = false,
    statementTimeoutMs = STATEMENT_TIMEOUT_MS,
    inDatabase = false,
  }: ConnectionOptions): Promise<MysqlSession> {
    const { createConnection } = await loadDriver()
    const { hostname, port, username, password, searchParams } = new URL(url)
    const needsTls = /^(?:required|true|1|verify)/i.test(searchParams.get('ssl-mode') ?? searchParams.get('ssl') ?? '')
    try {
      const connection = await createConnection({
        host: hostname.replace(/^\[|\]$/g, '') || 'localhost',
        port: Number(port || DEFAULT_PORT),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
        connectTimeout: CONNECT_TIMEOUT_MS,
        connectAttributes: { program_name: 'assay' },
        dateStrings: true,
        ...(inDatabase ? { database: databaseOf(url) } : {}),
        ...(needsTls ? { ssl: {} } : {}),
      })
      connection.on('error', () => {})
      const first = await rowsOf(connection, 'SELECT CONNECTION_ID() AS id, VERSION() AS version')
      const session = new MysqlSession(connection, Number(first[0]?.id), textOf(first[0]?.version))
      if (!mayWrite) await session.rows('SET SESSION TRANSACTION READ ONLY')
      if (statementTimeoutMs > 0)
        await session.rows(
          session.isMaria
            ? `SET SESSION max_statement_time = ${statementTimeoutMs / 1000}`
            : `SET SESSION max_execution_time = ${statementTimeoutMs}`,
        )
      return session
    } catch (error) {
      throw new AuditError('DATABASE_UNREACHABLE', `Cannot use the database at ${addressOf(url, DEFAULT_PORT)}: ${messageOf(error)}`)
    }
  }

  /** Rows of one statement: the connection takes one at a time. Values are quoted by the driver. */
  rows(text: string, values: readonly Value[] = []): Promise<readonly Row[]> {
    return rowsOf(this.connection, text, values)
  }

  async row(text: string, values: readonly Value[] = []): Promise<Row> {
    return (await this.rows(text, values))[0] ?? {}
  }

  async close(): Promise<void> {
    if (this.isClosed) return
    this.isClosed = true
    await this.connection.end().catch(() => {})
  }
}

async function rowsOf(connection: Connection, text: string, values: readonly Value[] = []): Promise<readonly Row[]> {
  const [rows] = await connection.query<QueryResult>(text, [...values])
  return Array.isArray(rows) ? (rows as Row[]) : []
}

async function loadDriver(): Promise<typeof import('mysql2/promise')> {
  try {
    return await import('mysql2/promise')
  } catch {
    throw new AuditError('USAGE', 'To look into MySQL or MariaDB, assay needs the package mysql2 beside it: npm install mysql2')
  }
}

/** Name of the database in an address. */
export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.replace(/^\//, ''))
}

/** Number of an error of the server; 0 for others. */
export function numberOfError(error: unknown): number {
  return typeof error === 'object' && error !== null && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0
}

/** Errors that a missing right gives: of a command, a table, a column, a server-wide privilege. */
export function isDenied(error: unknown): boolean {
  return [1044, 1045, 1142, 1143, 1227, 1345].includes(numberOfError(error))
}

export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
