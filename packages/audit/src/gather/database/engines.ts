import { AuditError } from '../../model/errors.ts'
import type { DatabaseFact } from '../../model/facts/database.ts'
import type { DriveTarget } from './drive/drive-target.ts'
import type { StatementCounts } from './drive/statements.ts'
import { MongoSession, databaseOf as mongoDatabaseOf } from './mongodb/commands.ts'
import { gatherMongodb } from './mongodb/gather-mongodb.ts'
import { databaseOf, MysqlSession } from './mysql/connection.ts'
import { gatherMysql } from './mysql/gather-mysql.ts'
import { DigestCounts } from './mysql/statements.ts'
import { PostgresSession } from './postgres/connection.ts'
import { gatherPostgres } from './postgres/gather-postgres.ts'
import { meetServer } from './postgres/server.ts'
import { SqliteFile } from './sqlite/file.ts'
import { gatherSqlite } from './sqlite/gather-sqlite.ts'

/** What assay can do with a database of one engine. */
interface Engine {
  /** Throws AuditError when it cannot be used. */
  readonly check: (url: string) => Promise<void>
  readonly gather: (target: DriveTarget) => Promise<DatabaseFact>
  /** Counts of statements, for those who look at caches in front of it; null where they are not counted. */
  readonly counts: (url: string) => Promise<OpenCounts | null>
}

export interface OpenCounts {
  readonly counts: StatementCounts
  readonly close: () => Promise<void>
}

const postgres: Engine = {
  check: async (url) => (await PostgresSession.open({ url })).close(),
  gather: gatherPostgres,
  counts: async (url) => {
    const session = await PostgresSession.open({ url })
    const { statements } = await meetServer(session)
    if (statements !== null) return { counts: statements, close: () => session.close() }
    await session.close()
    return null
  },
}

const mysql: Engine = {
  check: async (url) => {
    if (databaseOf(url) === '')
      throw new AuditError('USAGE', 'The address of a MySQL or MariaDB database has to name it: mysql://reader@127.0.0.1:3306/shop')
    await (await MysqlSession.open({ url, inDatabase: true })).close()
  },
  gather: gatherMysql,
  counts: async (url) => {
    const session = await MysqlSession.open({ url })
    return { counts: new DigestCounts(session, databaseOf(url)), close: () => session.close() }
  },
}

const sqlite: Engine = {
  check: async (url) => (await SqliteFile.open(url)).close(),
  gather: gatherSqlite,
  counts: () => Promise.resolve(null),
}

const mongodb: Engine = {
  check: async (url) => {
    if (mongoDatabaseOf(url) === '')
      throw new AuditError('USAGE', 'The address of a MongoDB database has to name it: mongodb://reader@127.0.0.1:27017/shop')
    await (await MongoSession.open(url)).close()
  },
  gather: gatherMongodb,
  counts: () => Promise.resolve(null),
}

const ENGINES: Readonly<Record<string, Engine>> = {
  'postgres:': postgres,
  'postgresql:': postgres,
  'mysql:': mysql,
  'mariadb:': mysql,
  'sqlite:': sqlite,
  'mongodb:': mongodb,
  'mongodb+srv:': mongodb,
}

/** The engine of an address. Throws AuditError when assay knows none. */
export function engineOf(url: string): Engine {
  // An address of a replica set names several hosts: no URL that URL knows.
  const protocol = /^[a-z+]+:/i.exec(url)?.[0].toLowerCase() ?? ''
  const engine = ENGINES[protocol]
  if (engine === undefined) throw new AuditError('USAGE', `assay does not look into databases of ${protocol || 'this address'}.`)
  return engine
}
