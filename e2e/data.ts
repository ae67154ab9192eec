import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TargetVariant } from './targets.ts'

/** Rows of every table by their key, as text. */
export type Snapshot = ReadonlyMap<string, string>

/** What of the seeded rows is no longer as it was: `products 3: price`. */
export interface DataChanges {
  readonly changed: readonly string[]
  /**
   * What no audit can leave as it was, told and not held against it: how often a page was read, which moves with every look at it, and when an
   * account last logged in that the run was told to use or that let it in with a default password. Nobody can read or log in and not move these,
   * and no operation of a service sets them back. What a booking took is no such thing.
   */
  readonly counted: readonly string[]
}

/** A database of its own for one target, seeded and then left alone. */
export interface SeededData {
  readonly path: string
  /** What became of the rows; `accounts` are the names and addresses that the run logged in with and did not register. */
  changes(accounts: readonly string[]): DataChanges
  remove(): void
}

const START_TRIES = 600

/**
 * Starts the target twice, each time over a database of its own, and remembers what both seeded alike: hashes and times differ. The audited
 * start gets a third, which it seeds itself, as it does with what it keeps in memory only.
 */
export async function seedData(target: TargetVariant, environment: Readonly<Record<string, string>>): Promise<SeededData> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'))
  const [first, second] = await Promise.all(['first.db', 'second.db'].map((name) => seeded(target, environment, join(folder, name))))
  const path = join(folder, 'target.db')
  return {
    path,
    changes: (accounts) => changesBetween(first ?? new Map(), second ?? new Map(), snapshotOf(path), new Set(accounts)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function seeded(target: TargetVariant, environment: Readonly<Record<string, string>>, path: string): Promise<Snapshot> {
  const port = await freePort()
  const child = spawn('sh', ['-c', `exec ${target.start}`], {
    cwd: target.folder,
    env: { ...environment, DATABASE_PATH: path, PORT: String(port), HOST: '127.0.0.1' },
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await untilHealthy(`http://127.0.0.1:${port}${target.health}`)
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
  await Promise.race([ended, sleep(5000)])
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
  return snapshotOf(path)
}

async function untilHealthy(url: string): Promise<void> {
  for (let attempt = 0; attempt < START_TRIES; attempt += 1) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok === true) return
    await sleep(100)
  }
  throw new Error(`${url} did not answer while the database was seeded`)
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function snapshotOf(path: string): Snapshot {
  const database = new DatabaseSync(path, { readOnly: true })
  const rows = new Map<string, string>()
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
    for (const { name } of tables) {
      const table = String(name)
      const columns = database.prepare(`PRAGMA table_info("${table}")`).all()
      const keys = columns.filter(({ pk }) => Number(pk) > 0).map((column) => `"${String(column.name)}"`)
      const key = keys.length === 0 ? 'rowid' : keys.join(" || ' ' || ")
      for (const row of database.prepare(`SELECT ${key} AS key_of_row, * FROM "${table}"`).all())
        rows.set(`${table} ${String(row.key_of_row)}`, JSON.stringify(row))
    }
  } finally {
    database.close()
  }
  return rows
}

type Row = Readonly<Record<string, unknown>>

function changesBetween(before: Snapshot, twin: Snapshot, after: Snapshot, accounts: ReadonlySet<string>): DataChanges {
  const changed: string[] = []
  const counted: string[] = []
  for (const [key, text] of before) {
    const other = twin.get(key)
    // A limiter's own count of whoever asks, begun by the question whether the target is up.
    if (other === undefined || key.includes('127.0.0.1')) continue
    const now = after.get(key)
    if (now === undefined) {
      changed.push(`${key}: gone`)
      continue
    }
    const old = JSON.parse(text) as Row
    const alike = JSON.parse(other) as Row
    const moved = Object.entries(JSON.parse(now) as Row).filter(
      ([column, value]) =>
        JSON.stringify(value) !== JSON.stringify(old[column]) &&
        JSON.stringify(alike[column]) === JSON.stringify(old[column]) &&
        !(isInstant(value) && isInstant(old[column])),
    )
    for (const [column, value] of moved) {
      const isOfUse = isOfReading(column, value, old[column]) || (isOfLogin(column, value) && isAccount(old, accounts))
      const list = isOfUse ? counted : changed
      list.push(`${key}: ${column}`)
    }
  }
  return { changed, counted }
}

/** How often something was looked at. */
function isOfReading(column: string, value: unknown, old: unknown): boolean {
  return /^(?:seen|views?|hits|downloads)(?:_?count)?$/i.test(column) && Number.isInteger(value) && Number(value) > Number(old)
}

/** When somebody was last there. */
function isOfLogin(column: string, value: unknown): boolean {
  return /^last_?(?:login|seen)(?:_?at)?$/i.test(column) && isInstant(value)
}

function isAccount(row: Row, accounts: ReadonlySet<string>): boolean {
  return Object.values(row).some((value) => typeof value === 'string' && accounts.has(value))
}

/** A time of day, or seconds or milliseconds of this century: what a seed writes as "now". */
function isInstant(value: unknown): boolean {
  return (typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) || (typeof value === 'number' && value > 1_000_000_000)
}
