import { gatherMysql } from '../../src/gather/database/mysql/gather-mysql.ts'
import { gatherPostgres } from '../../src/gather/database/postgres/gather-postgres.ts'
import { runMysql, type TestMariadb } from '../../test/servers/mariadb.ts'
import { run, type TestPostgres } from '../../test/servers/postgres.ts'
import { BASE, MARIADB_BASE } from './base.ts'

/** A server on which each case gets a copy of the shop. */
export interface CaseServer {
  readonly name: string
  /** Makes the shop once. */
  readonly prepare: () => Promise<void>
  /** A copy with its own statements run on it. */
  readonly make: (name: string, statements: readonly string[]) => Promise<void>
  /** Statements as the account that may do everything. */
  readonly asRoot: (statements: readonly string[]) => Promise<void>
  readonly remove: (name: string) => Promise<void>
  /** Address of a copy as the account of the service, and as the one that may do everything. */
  readonly ordinary: (name: string) => string
  readonly powerful: (name: string) => string
  /** Address that assay is given. */
  readonly looking: (name: string) => string
  readonly gather: typeof gatherPostgres
}

const TEMPLATE = 'shop_template'

export function onPostgres(server: TestPostgres): CaseServer {
  const ordinary = (name: string): string => `postgres://shop@127.0.0.1:${server.port}/${name}`
  return {
    name: 'PostgreSQL and Redis',
    prepare: async () => {
      await server.database(TEMPLATE, BASE)
    },
    make: async (name, statements) => {
      await run(server.url(), [`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER shop`])
      await run(server.url(name), [
        'SELECT pg_stat_reset()',
        'SELECT pg_stat_statements_reset()',
        'SET ROLE shop',
        ...statements,
        'ANALYZE',
      ])
    },
    asRoot: (statements) => run(server.url(), statements),
    remove: (name) => run(server.url(), [`DROP DATABASE ${name} WITH (FORCE)`]),
    ordinary,
    powerful: server.url,
    looking: ordinary,
    gather: gatherPostgres,
  }
}

export function onMariadb(server: TestMariadb): CaseServer {
  return {
    name: 'MariaDB',
    prepare: () => runMysql(server.url(), [...READING, `CREATE DATABASE ${TEMPLATE}`]),
    make: async (name, statements) => {
      await runMysql(server.url(), [
        `CREATE DATABASE ${name}`,
        `GRANT ALL PRIVILEGES ON ${name}.* TO shop`,
        `GRANT SELECT ON ${name}.* TO reader`,
      ])
      await runMysql(server.url(name), [...MARIADB_BASE, ...statements, 'ANALYZE TABLE customers, products, orders, items, accounts'])
    },
    asRoot: (statements) => runMysql(server.url(), statements),
    remove: (name) =>
      runMysql(server.url(), [
        `DROP DATABASE ${name}`,
        `REVOKE ALL PRIVILEGES ON ${name}.* FROM shop`,
        `REVOKE ALL PRIVILEGES ON ${name}.* FROM reader`,
      ]),
    ordinary: (name) => `mysql://shop@127.0.0.1:${server.port}/${name}`,
    powerful: server.url,
    looking: (name) => `mysql://reader:reading@127.0.0.1:${server.port}/${name}`,
    gather: gatherMysql,
  }
}

/** The rights that docs/database.md asks for. */
const READING = ['GRANT PROCESS ON *.* TO reader', 'GRANT SELECT ON performance_schema.* TO reader', 'GRANT SELECT ON mysql.* TO reader']
