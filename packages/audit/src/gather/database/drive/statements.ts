/** Counters of one statement at one instant. */
export interface StatementCounters {
  readonly calls: number
  readonly totalMs: number
  readonly maxMs: number
  readonly rows: number
  readonly blocks: number
  readonly blocksRead: number
  /** Rows read to find those that were returned or changed; 0 where the server does not count them. */
  readonly examined: number
}

/** Counters by statement, keyed by account and query id. */
export type StatementSnapshot = ReadonlyMap<string, StatementCounters>

export interface StatementText {
  readonly text: string
  /** Account that sent it; empty where the server does not tell. */
  readonly role: string
}

/** Whoever counts the statements of a server: snapshots to subtract, texts once. */
export interface StatementCounts {
  snapshot(): Promise<StatementSnapshot>
  /** Texts of statements that are not ours; a text that may not be seen is absent. */
  textsOf(keys: readonly string[]): Promise<ReadonlyMap<string, StatementText>>
}

const NOTHING: StatementCounters = { calls: 0, totalMs: 0, maxMs: 0, rows: 0, blocks: 0, blocksRead: 0, examined: 0 }

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
      examined: now.examined - then.examined,
    })
  }
  return changed
}

export function sumOfCounters(a: StatementCounters, b: StatementCounters): StatementCounters {
  return {
    calls: a.calls + b.calls,
    totalMs: a.totalMs + b.totalMs,
    maxMs: Math.max(a.maxMs, b.maxMs),
    rows: a.rows + b.rows,
    blocks: a.blocks + b.blocks,
    blocksRead: a.blocksRead + b.blocksRead,
    examined: a.examined + b.examined,
  }
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

/** Statements that may be read: a prepared one of an unknown text counts as a read. */
export function isRead(text: string): boolean {
  return kindOf(text) === 'select' || /^execute\b/i.test(withoutComments(text))
}

export function kindOf(text: string): 'select' | 'insert' | 'update' | 'delete' | 'other' {
  const flat = withoutComments(text)
  const word = /^\(*\s*(\w+)/.exec(flat)?.[1]?.toLowerCase() ?? ''
  if (word === 'with') return kindOf((/\b(insert\s+into|update|delete\s+from)\b/i.exec(flat)?.[1] ?? 'select').trimStart())
  if (word === 'find' || word === 'aggregate' || word === 'count' || word === 'distinct') return 'select' // MongoDB's reads
  if (word === 'select' || word === 'insert' || word === 'update' || word === 'delete') return word
  return 'other'
}
