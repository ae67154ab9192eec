import type { StatementCounters, StatementCounts, StatementSnapshot, StatementText } from '../drive/statements.ts'
import { APPLICATION_NAME, batchOf, countOf, type Document, isDocument, type MongoCommands, within } from './commands.ts'
import { type Shape, shapeOf } from './shapes.ts'

const NOTHING: StatementCounters = { calls: 0, totalMs: 0, maxMs: 0, rows: 0, blocks: 0, blocksRead: 0, examined: 0 }
/** Entries that are read at once; a page of them is a few hundred kilobytes. */
const PAGE = 1000

/** Reads the profile of a database whose every operation is profiled (level 2): shapes, times, documents read and returned. */
export class ProfileCounts implements StatementCounts {
  readonly shapes = new Map<string, Shape>()
  /** How the last operation of each shape was planned: `COLLSCAN`, `IXSCAN { customerId: 1 }`. */
  readonly plans = new Map<string, string>()
  private readonly commands: MongoCommands
  private readonly database: string
  private readonly roles = new Map<string, string>()
  private readonly counters = new Map<string, StatementCounters>()
  /** Time of the last entry that was read, and how many entries of that time were. */
  private last: { readonly at: unknown; readonly read: number } | null = null

  constructor(commands: MongoCommands, database: string) {
    this.commands = commands
    this.database = database
  }

  async snapshot(): Promise<StatementSnapshot> {
    for (;;) {
      const from = this.last
      const entries = batchOf(
        await this.commands.run(this.database, {
          find: 'system.profile',
          filter: { ...(from === null ? {} : { ts: { $gte: from.at } }), appName: { $ne: APPLICATION_NAME } },
          sort: { $natural: 1 },
          skip: from?.read ?? 0,
          limit: PAGE,
          batchSize: PAGE,
        }),
      )
      for (const entry of entries) this.count(entry)
      if (entries.length < PAGE) break
    }
    return new Map(this.counters)
  }

  textsOf(keys: readonly string[]): Promise<ReadonlyMap<string, StatementText>> {
    return Promise.resolve(
      new Map(keys.flatMap((key) => (this.shapes.has(key) ? [[key, { text: key, role: this.roles.get(key) ?? '' }] as const] : []))),
    )
  }

  private count(entry: Document): void {
    const isSame = this.last !== null && timeOf(this.last.at) === timeOf(entry.ts)
    this.last = { at: entry.ts, read: isSame ? (this.last?.read ?? 0) + 1 : 1 }
    const shape = shapeOf(entry)
    if (shape === null || shape.collection.startsWith('system.')) return
    const known = this.counters.get(shape.text) ?? NOTHING
    const ms = entry.durationMicros === undefined ? countOf(entry.millis) : countOf(entry.durationMicros) / 1000
    const isContinued = entry.op === 'getmore'
    this.counters.set(shape.text, {
      ...known,
      calls: known.calls + (isContinued ? 0 : 1),
      totalMs: known.totalMs + ms,
      maxMs: Math.max(known.maxMs, ms),
      rows: known.rows + countOf(entry.nreturned) + countOf(entry.nModified) + countOf(entry.ndeleted) + countOf(entry.ninserted),
      examined: known.examined + countOf(entry.docsExamined),
    })
    this.shapes.set(shape.text, shape)
    const plan = String(entry.planSummary ?? '')
    if (plan !== '') this.plans.set(shape.text, plan)
    const user = String(entry.user ?? '')
    if (user !== '') this.roles.set(shape.text, user.replace(/@.*$/, ''))
  }
}

function timeOf(value: unknown): number {
  return value instanceof Date ? value.getTime() : Number(value)
}

const KINDS: Readonly<Record<string, string>> = {
  queries: 'find',
  commands: 'aggregate',
  insert: 'insert',
  update: 'update',
  remove: 'delete',
}

/** Reads `top`: calls and times of each collection by kind, without what was asked for. */
export class TopCounts implements StatementCounts {
  private readonly commands: MongoCommands
  private readonly database: string

  constructor(commands: MongoCommands, database: string) {
    this.commands = commands
    this.database = database
  }

  async snapshot(): Promise<StatementSnapshot> {
    const totals = within(await this.commands.run('admin', { top: 1 }), 'totals')
    const counters = new Map<string, StatementCounters>()
    for (const [name, usage] of Object.entries(totals)) {
      if (!isDocument(usage) || !name.startsWith(`${this.database}.`) || name.includes('.system.')) continue
      for (const [event, verb] of Object.entries(KINDS)) {
        const { count, time } = within(usage, event)
        if (countOf(count) === 0) continue
        counters.set(`${verb} ${name.slice(this.database.length + 1)}`, {
          ...NOTHING,
          calls: countOf(count),
          totalMs: countOf(time) / 1000,
        })
      }
    }
    return counters
  }

  textsOf(keys: readonly string[]): Promise<ReadonlyMap<string, StatementText>> {
    return Promise.resolve(new Map(keys.map((key) => [key, { text: `${key} /* counted by collection and kind */`, role: '' }])))
  }
}
