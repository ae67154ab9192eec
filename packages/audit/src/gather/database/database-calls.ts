import type { DatabaseFact } from '../../model/facts/database.ts'
import { difference, isHousekeeping, isRead, type StatementSnapshot } from './drive/statements.ts'
import { engineOf, type OpenCounts } from './engines.ts'
import { maskStatement } from './mask-statement.ts'

/** Calls of statements since the last look, by masked text. */
export type Calls = ReadonlyMap<string, number>

/** Counts what endpoints ask of the database, for those who look at caches in front of it. */
export class DatabaseCalls {
  private readonly opened: OpenCounts
  private readonly own: ReadonlyMap<string, ReadonlySet<string>>
  private readonly database: DatabaseFact
  private last: StatementSnapshot = new Map()

  private constructor(opened: OpenCounts, database: DatabaseFact) {
    this.opened = opened
    this.database = database
    this.own = new Map(
      database.endpoints.map(({ endpoint, statements }) => [
        endpoint,
        new Set(statements.flatMap(({ statement }) => database.statements.find(({ id }) => id === statement)?.text ?? [])),
      ]),
    )
  }

  /** Null where statements are not counted. */
  static async open(url: string, database: DatabaseFact): Promise<DatabaseCalls | null> {
    if (database.statementSource !== 'statistics') return null
    const opened = await engineOf(url).counts(url)
    return opened === null ? null : new DatabaseCalls(opened, database)
  }

  /** Whether an endpoint was seen to ask the database. */
  knows(endpoint: string): boolean {
    return (this.own.get(endpoint)?.size ?? 0) > 0
  }

  /** Mean time of a statement as the drive saw it; null when it did not. */
  meanMsOf(text: string): number | null {
    return this.database.statements.find((statement) => statement.text === text)?.meanMs ?? null
  }

  async mark(): Promise<void> {
    this.last = await this.opened.counts.snapshot()
  }

  /** Reading statements since the last mark: the endpoint's own where they are known, else all but those of the connection. */
  async since(endpoint: string): Promise<Calls> {
    const changed = difference(this.last, await this.opened.counts.snapshot())
    const texts = await this.opened.counts.textsOf([...changed.keys()])
    const own = this.own.get(endpoint)
    const calls = new Map<string, number>()
    for (const [key, counters] of changed) {
      const text = texts.get(key)?.text
      if (text === undefined || !isRead(text) || isHousekeeping(text)) continue
      const masked = maskStatement(text)
      if (own !== undefined && own.size > 0 && !own.has(masked)) continue
      calls.set(masked, (calls.get(masked) ?? 0) + counters.calls)
    }
    return calls
  }

  close(): Promise<void> {
    return this.opened.close()
  }
}

export function sumOf(calls: Calls): number {
  return [...calls.values()].reduce((sum, count) => sum + count, 0)
}
