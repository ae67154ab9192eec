import type { Backend } from '../drive/activity.ts'
import { numberOf, type Row, textOf } from '../values.ts'
import type { MysqlSession } from './connection.ts'
import { withoutQuoted } from './statements.ts'

/** The server refreshes its list of transactions only when nobody read it for 100 ms. */
const TRANSACTIONS_EVERY_MS = 120

/** MariaDB alone tells the milliseconds; elsewhere whole seconds have to do. */
const MARIA_SESSIONS =
  'SELECT ID AS Id, USER AS User, HOST AS Host, DB AS db, COMMAND AS Command, TIME_MS AS ms, STATE AS State, INFO AS Info FROM information_schema.PROCESSLIST'

interface Transaction {
  readonly ageMs: number
  readonly waits: boolean
  readonly blockedBy: readonly number[]
}

/** Reads the sessions of a database, and the transactions of InnoDB as often as the server renews them. */
export class MysqlActivity {
  private readonly session: MysqlSession
  private readonly database: string
  /** Ids of our own sessions. */
  private readonly own: ReadonlySet<number>
  private readonly seesTransactions: boolean
  private transactions: ReadonlyMap<number, Transaction> = new Map()
  private readAt = Number.NEGATIVE_INFINITY
  private reading: Promise<void> = Promise.resolve()
  /** SELECT statements that this reader sent, for those who count all of the server's. */
  selects = 0

  constructor(session: MysqlSession, database: string, own: ReadonlySet<number>, seesTransactions: boolean) {
    this.session = session
    this.database = database
    this.own = own
    this.seesTransactions = seesTransactions
  }

  async backends(): Promise<readonly Backend[]> {
    this.reading = this.reading.then(() => this.renew())
    await this.reading
    const isMaria = this.session.isMaria
    if (isMaria) this.selects += 1
    const rows = await this.session.rows(isMaria ? MARIA_SESSIONS : 'SHOW FULL PROCESSLIST')
    const now = performance.now()
    return rows.flatMap((row) => {
      const isHere = textOf(row.db).toLowerCase() === this.database.toLowerCase()
      return isHere && !this.own.has(numberOf(row.Id)) ? [this.backendOf(row, now)] : []
    })
  }

  private backendOf(row: Row, now: number): Backend {
    const id = numberOf(row.Id)
    const isAsleep = /^sleep$/i.test(textOf(row.Command))
    const stateMs = row.ms === undefined ? numberOf(row.Time) * 1000 : numberOf(row.ms)
    const known = this.transactions.get(id)
    // Whoever sleeps since before the list was read is still in the transaction that the list showed.
    const transaction = known !== undefined && (!isAsleep || now - stateMs <= this.readAt) ? known : undefined
    return {
      pid: id,
      key: String(id),
      role: textOf(row.User),
      application: textOf(row.Host).replace(/:\d+$/, ''),
      state: isAsleep ? (transaction === undefined ? 'idle' : 'idle in transaction') : 'active',
      waitsForLock: !isAsleep && (known?.waits === true || /^waiting for .*lock/i.test(textOf(row.State))),
      stateMs,
      transactionMs: transaction?.ageMs ?? null,
      queryMs: stateMs,
      query: withoutQuoted(textOf(row.Info)).slice(0, 600),
      blockedBy: known?.blockedBy ?? [],
    }
  }

  private async renew(): Promise<void> {
    if (!this.seesTransactions || performance.now() - this.readAt < TRANSACTIONS_EVERY_MS) return
    this.readAt = performance.now()
    this.selects += 1
    const rows = await this.session.rows(
      `SELECT trx_id AS id, trx_mysql_thread_id AS thread, trx_state = 'LOCK WAIT' AS waits, TIMESTAMPDIFF(MICROSECOND, trx_started, NOW(6)) / 1000 AS age
         FROM information_schema.INNODB_TRX`,
    )
    const waits = rows.some((row) => numberOf(row.waits) === 1) ? await this.waits() : []
    const threadOf = new Map(rows.map((row) => [textOf(row.id), numberOf(row.thread)]))
    this.transactions = new Map(
      rows.map((row) => [
        numberOf(row.thread),
        {
          ageMs: numberOf(row.age),
          waits: numberOf(row.waits) === 1,
          blockedBy: waits.filter(({ waiting }) => waiting === textOf(row.id)).flatMap(({ blocking }) => threadOf.get(blocking) ?? []),
        },
      ]),
    )
  }

  private async waits(): Promise<readonly { readonly waiting: string; readonly blocking: string }[]> {
    this.selects += 1
    const rows = await this.session.rows(
      this.session.isMaria
        ? 'SELECT requesting_trx_id AS waiting, blocking_trx_id AS blocking FROM information_schema.INNODB_LOCK_WAITS'
        : 'SELECT REQUESTING_ENGINE_TRANSACTION_ID AS waiting, BLOCKING_ENGINE_TRANSACTION_ID AS blocking FROM performance_schema.data_lock_waits',
    )
    return rows.map((row) => ({ waiting: textOf(row.waiting), blocking: textOf(row.blocking) }))
  }
}
