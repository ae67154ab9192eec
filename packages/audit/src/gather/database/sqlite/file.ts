import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { AuditError } from '../../../model/errors.ts'
import { messageOf, type Row, textOf } from '../values.ts'

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
const BUSY_MS = 2000

/** A database file that is read and never written. */
export class SqliteFile {
  readonly path: string
  readonly bytes: number
  /** Rights of the file, as `stat` tells them. */
  readonly mode: number
  /** `wal`, or `rollback` for the journals that end with each change: what the file itself says. */
  readonly journal: 'wal' | 'rollback'
  private readonly database: DatabaseSync
  private readonly Database: typeof DatabaseSync

  private constructor(path: string, database: DatabaseSync, journal: 'wal' | 'rollback', Database: typeof DatabaseSync) {
    const { size, mode } = statSync(path)
    this.path = path
    this.bytes = size
    this.mode = mode & 0o777
    this.journal = journal
    this.database = database
    this.Database = Database
  }

  /** Takes `sqlite:` and a path. Throws {@link AuditError} when it is not there, is no SQLite database, or this Node has no SQLite. */
  static async open(url: string): Promise<SqliteFile> {
    const path = url.replace(/^sqlite:/, '')
    const journal = journalOf(path)
    const { DatabaseSync } = await loadSqlite()
    try {
      const address = pathToFileURL(path)
      // With a write-ahead log and nobody who has it open, even a reader would make files beside it.
      if (journal === 'wal' && !existsSync(`${path}-wal`)) address.searchParams.set('immutable', '1')
      const database = new DatabaseSync(address, { readOnly: true, timeout: BUSY_MS })
      database.exec('PRAGMA query_only = ON; PRAGMA trusted_schema = OFF')
      return new SqliteFile(path, database, journal, DatabaseSync)
    } catch (error) {
      throw new AuditError('DATABASE_UNREACHABLE', `Cannot read the SQLite database ${path}: ${messageOf(error)}`)
    }
  }

  /** Rows of one statement. */
  rows(text: string, values: readonly (string | number)[] = []): readonly Row[] {
    return this.database.prepare(text).all(...values) as Row[]
  }

  /** The tables and indexes without rows, in memory. */
  emptyCopy(): DatabaseSync {
    const copy = new this.Database(':memory:')
    const made = this.rows(
      "SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'index', type = 'view'",
    )
    for (const { sql } of made) {
      try {
        copy.exec(textOf(sql))
      } catch {
        // a virtual table whose module is not there, or what stands on it: statements on it cannot be planned, and are left out
      }
    }
    return copy
  }

  close(): void {
    this.database.close()
  }
}

async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch {
    throw new AuditError(
      'USAGE',
      `To look into SQLite, assay needs a Node with node:sqlite (22.13 or newer); this one is ${process.version}`,
    )
  }
}

/** Bytes 18 and 19 of the header are 2 with a write-ahead log (SQLite's file format). */
function journalOf(path: string): 'wal' | 'rollback' {
  const header = Buffer.alloc(HEADER_BYTES)
  try {
    const file = openSync(path, 'r')
    try {
      readSync(file, header, 0, HEADER_BYTES, 0)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw new AuditError('DATABASE_UNREACHABLE', `Cannot read the SQLite database ${path}: ${messageOf(error)}`)
  }
  if (header.subarray(0, MAGIC.length).toString('latin1') !== MAGIC)
    throw new AuditError('DATABASE_UNREACHABLE', `${path} is no SQLite database: its first bytes are others`)
  return header[18] === 2 && header[19] === 2 ? 'wal' : 'rollback'
}
