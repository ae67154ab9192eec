import { expect, it } from 'vitest'
import { dbLeastPrivilege } from '../../src/controls/db/least-privilege.ts'
import { dbPool } from '../../src/controls/db/pool.ts'
import { dbQueryLatency } from '../../src/controls/db/query-latency.ts'
import { gatherConfiguration } from '../../src/gather/configuration/gather-configuration.ts'
import { gatherTree } from '../../src/gather/tree.ts'
import type { ManifestFact } from '../../src/model/facts/dependencies.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { sourceWith } from '../sample-source.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const imports = (...names: readonly string[]) => names.map((name, at) => ({ package: name, file: 'src/app.ts', line: at + 1 }))
const declared = (...names: readonly string[]): ManifestFact => ({
  file: 'package.json',
  ecosystem: 'npm',
  lock: null,
  declared: names.map((name) => ({ name, range: '1', line: 1, group: 'production', isExact: true, hasHash: false })),
  error: null,
})
const COMPOSE = 'services:\n  db:\n    image: postgres:17\n    environment: { POSTGRES_PASSWORD: x }\n'

it.each<readonly [string, readonly string[], readonly string[], Readonly<Record<string, string>>, string]>([
  ['the SQLite of Node', ['node:sqlite'], [], {}, 'not-applicable'],
  ['the SQLite of Python', ['python:sqlite3'], [], {}, 'not-applicable'],
  ['a package of SQLite', ['better-sqlite3'], ['better-sqlite3'], {}, 'not-applicable'],
  ['SQLite and a driver of PostgreSQL', ['better-sqlite3', 'pg'], ['better-sqlite3', 'pg'], {}, 'not-verified'],
  ['SQLite and a declared driver of MySQL', ['python:sqlite3'], ['PyMySQL'], {}, 'not-verified'],
  ['a layer whose database nothing names', ['sqlalchemy', 'python:sqlite3'], ['sqlalchemy'], {}, 'not-verified'],
  ['a layer over an address of SQLite', ['sqlalchemy'], ['sqlalchemy'], { '.env': 'DATABASE_URL=sqlite:///shop.db\n' }, 'not-applicable'],
  [
    'an address of SQLite beside one of a server',
    ['sqlalchemy'],
    ['sqlalchemy'],
    { '.env': 'DATABASE_URL=sqlite:///shop.db\nREPORTS_URL=postgres://app:x@db/reports\n' },
    'not-verified',
  ],
  ['SQLite beside a database server of compose', ['better-sqlite3'], [], { 'compose.yaml': COMPOSE }, 'not-verified'],
  ['SQLite beside a cache', ['better-sqlite3', 'ioredis'], ['ioredis'], { '.env': 'CACHE=redis://cache:6379\n' }, 'not-applicable'],
  ['no database', ['express'], ['express'], {}, 'not-verified'],
])('%s', async (_name, imported, dependencies, files, outcome) => {
  const folder = temporaryFolder(files)
  try {
    const facts = {
      ...(await gatherConfiguration(folder.path, await gatherTree(folder.path))),
      source: known(sourceWith({ packageImports: imports(...imported) })),
      manifests: known([declared(...dependencies)]),
    }
    for (const [control, ordinal] of [
      [dbPool, 0],
      [dbQueryLatency, 0],
      [dbLeastPrivilege, 1],
    ] as const)
      expect(decide(control, 'config', facts, ordinal).outcome, control.id).toBe(outcome)
  } finally {
    folder.dispose()
  }
})

it('looks at what ships, not at tests', async () => {
  const folder = temporaryFolder()
  try {
    const facts = {
      ...(await gatherConfiguration(folder.path, await gatherTree(folder.path))),
      source: known(sourceWith({ packageImports: [{ package: 'better-sqlite3', file: 'test/app.test.ts', line: 1 }] })),
      manifests: known([]),
    }
    expect(decide(dbPool, 'config', facts).outcome).toBe('not-verified')
  } finally {
    folder.dispose()
  }
})
