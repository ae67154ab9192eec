import type { NotTried } from '../../../model/facts/service.ts'
import { messageOf, numberOf, textOf } from '../values.ts'
import { isDenied, type MysqlSession } from './connection.ts'

export interface Server {
  readonly engine: 'mysql' | 'mariadb'
  readonly version: string
  /** Account of this session, as grants name it: `reader@%`. */
  readonly account: string
  readonly countsStatements: boolean
  readonly seesTransactions: boolean
  /** Since when uses of indexes are counted; null when they are not. */
  readonly statisticsSince: string | null
  readonly sizeBytes: number | null
  readonly notTried: readonly NotTried[]
}

/** What the server is and what this account may see of it. */
export async function meetServer(session: MysqlSession, database: string): Promise<Server> {
  const notTried: NotTried[] = []
  const engine = session.isMaria ? 'mariadb' : 'mysql'
  const account = textOf((await session.row('SELECT CURRENT_USER() AS account')).account)
  const to = grantee(account)
  const seesTransactions = await mayRead(session, 'SELECT COUNT(*) FROM information_schema.INNODB_TRX')
  if (!seesTransactions)
    notTried.push({
      what: 'sessions of other accounts, transactions and locks',
      reason: 'no-permission',
      because: `${account} may see only its own sessions; GRANT PROCESS ON *.* TO ${to}; would help`,
    })
  const isOn = numberOf((await session.row('SELECT @@performance_schema AS is_on')).is_on) === 1
  const countsStatements = isOn && (await readsDigests(session, to, notTried))
  if (!isOn)
    notTried.push({
      what: 'counts of statements by text',
      reason: 'no-data',
      because: `the performance schema is off${session.isMaria ? ', as MariaDB comes' : ''}: statements are counted by kind for the whole server, without texts, times and plans; performance_schema=ON in the server's configuration and a restart would help`,
    })
  return {
    engine,
    version: session.version,
    account,
    countsStatements,
    seesTransactions,
    statisticsSince: countsStatements ? await countingSince(session) : null,
    sizeBytes: numberOf(
      (
        await session.row('SELECT SUM(DATA_LENGTH + INDEX_LENGTH) AS bytes FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?', [
          database,
        ])
      ).bytes,
    ),
    notTried,
  }
}

async function readsDigests(session: MysqlSession, to: string, notTried: NotTried[]): Promise<boolean> {
  try {
    await session.rows('SELECT COUNT(*) FROM performance_schema.events_statements_summary_by_digest')
  } catch (error) {
    notTried.push({
      what: 'counts of statements by text',
      reason: isDenied(error) ? 'no-permission' : 'no-data',
      because: `the performance schema cannot be read (${messageOf(error)}); GRANT SELECT ON performance_schema.* TO ${to}; would help`,
    })
    return false
  }
  const consumers = await session.rows("SELECT ENABLED AS is_on FROM performance_schema.setup_consumers WHERE NAME = 'statements_digest'")
  if (textOf(consumers[0]?.is_on) === 'YES') return true
  notTried.push({
    what: 'counts of statements by text',
    reason: 'no-data',
    because: 'the performance schema counts no statements: its consumer statements_digest is off',
  })
  return false
}

/** Uses are counted from the start of the server; null when tables are not instrumented. */
async function countingSince(session: MysqlSession): Promise<string | null> {
  try {
    const [instrument] = await session.rows(
      "SELECT ENABLED AS is_on FROM performance_schema.setup_instruments WHERE NAME = 'wait/io/table/sql/handler'",
    )
    const [uptime] = await session.rows("SHOW GLOBAL STATUS LIKE 'Uptime'")
    if (textOf(instrument?.is_on) !== 'YES') return null
    return new Date(Date.now() - numberOf(uptime?.Value) * 1000).toISOString()
  } catch {
    return null
  }
}

async function mayRead(session: MysqlSession, statement: string): Promise<boolean> {
  try {
    await session.rows(statement)
    return true
  } catch {
    return false
  }
}

/** `'reader'@'%'`. */
export function grantee(account: string): string {
  const at = account.lastIndexOf('@')
  return `'${account.slice(0, at)}'@'${account.slice(at + 1)}'`
}

/** A counter of the whole server. */
export async function statusOf(session: MysqlSession, name: string): Promise<number> {
  const [row] = await session.rows('SHOW GLOBAL STATUS LIKE ?', [name])
  return numberOf(row?.Value)
}
