import { chmodSync, copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { judged } from '../../../bench/database/run-fault.ts'
import { CONTROLS } from '../../../src/controls/index.ts'
import { engineOf } from '../../../src/gather/database/engines.ts'
import { type SourceStatement, sourceStatements } from '../../../src/gather/database/source-statements.ts'
import { gatherSqlite } from '../../../src/gather/database/sqlite/gather-sqlite.ts'
import { known } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'
import { type TemporaryFolder, temporaryFolder } from '../../temporary-folder.ts'

const TABLES = [
  'CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL UNIQUE)',
  'CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id), total integer NOT NULL)',
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO customers SELECT i, i || '@example.com' FROM n",
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) INSERT INTO orders SELECT i, i % 500 + 1, i % 70 FROM n',
]
const SOUND = [...TABLES, 'CREATE INDEX orders_customer ON orders (customer_id)']

const folders: TemporaryFolder[] = []
afterAll(() => {
  for (const folder of folders) folder.dispose()
})

function make(statements: readonly string[]): string {
  const folder = temporaryFolder()
  folders.push(folder)
  const path = join(folder.path, 'shop.db')
  const database = new DatabaseSync(path)
  for (const statement of statements) database.exec(statement)
  database.close()
  return path
}

const gather = (path: string, sourceStatements: readonly SourceStatement[] = []) =>
  gatherSqlite({
    sourceStatements,
    url: `sqlite:${path}`,
    baseUrl: null,
    reads: [],
    writes: [],
    isDisposable: false,
    mayLoad: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  })

const foundIn = async (path: string) =>
  judged({ database: known(await gather(path)), now: known('2026-11-27T00:00:00.000Z') }).map(
    ({ control, place }) => `${control}: ${place}`,
  )

it.each([
  ['is silent on a sound file', SOUND, []],
  ['a foreign key of a large table without an index', TABLES, ['db.indexes: database table orders']],
  [
    'no foreign key of a small table',
    [...SOUND, 'CREATE TABLE notes (id integer PRIMARY KEY, customer_id integer REFERENCES customers)'],
    [],
  ],
  ['a double index', [...SOUND, 'CREATE INDEX orders_again ON orders (customer_id)'], ['db.indexes: database index orders_customer']],
  [
    'an index that begins another',
    [...SOUND, 'CREATE INDEX orders_more ON orders (customer_id, total)'],
    ['db.indexes: database index orders_customer'],
  ],
  [
    'the double of a constraint',
    [...SOUND, 'CREATE INDEX customers_email ON customers (email)'],
    ['db.indexes: database index customers_email'],
  ],
  ['no partial index as a double', [...SOUND, 'CREATE INDEX orders_large ON orders (customer_id) WHERE total > 60'], []],
  ['no other order as a double', [...SOUND, 'CREATE INDEX orders_last ON orders (customer_id DESC, total)'], []],
  ['expressions by their text', [...SOUND, 'CREATE INDEX a ON orders (abs(total))', 'CREATE INDEX b ON orders (-total)'], []],
  [
    'no second column of a key',
    [...SOUND, 'CREATE TABLE lines (order_id integer REFERENCES orders, number integer, PRIMARY KEY (order_id, number))'],
    [],
  ],
  [
    'rows that refer to nothing',
    [...SOUND, 'PRAGMA foreign_keys = OFF', 'DELETE FROM customers WHERE id = 7'],
    ['db.integrity: database foreign keys'],
  ],
])('finds %s', async (_name, statements, found) => {
  expect(await foundIn(make(statements))).toEqual(found)
})

it('finds a damaged file', async () => {
  const path = make(SOUND)
  const bytes = readFileSync(path)
  bytes.fill(0xff, 8192, 12_288)
  writeFileSync(path, bytes)
  expect(await foundIn(path)).toContain(`db.integrity: database ${path}`)
})

it('finds a file that everybody may write', async () => {
  const path = make(SOUND)
  chmodSync(path, 0o666)
  expect(await foundIn(path)).toEqual([`db.least-privilege: database ${path}`])
})

it.each([
  ['db.pool', 'not-applicable'],
  ['db.least-privilege', 'not-applicable'],
  ['db.slow-query-log', 'not-applicable'],
  ['db.query-latency', 'not-verified'],
  ['db.indexes', 'not-verified'],
  ['perf.n-plus-one', 'not-verified'],
])('says what cannot be asked of a file: %s is %s', async (id, expected) => {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(id)
  const outcome = decide(control, 'live', { database: known(await gather(make(SOUND))), now: known('2026-11-27T00:00:00.000Z') })
  expect(outcome.outcome).toBe(expected)
  if (outcome.outcome === 'not-verified') expect(outcome.because).toContain('runs inside the service')
})

it('leaves the file and its folder as they were, with a write-ahead log too', async () => {
  const path = make([...SOUND, 'PRAGMA journal_mode = WAL', 'DELETE FROM orders WHERE id = 3'])
  const folder = join(path, '..')
  const before = [readdirSync(folder), statSync(path).mtimeMs, readFileSync(path)]
  const { settings } = await gather(path)
  expect(settings).toContainEqual({ name: 'journal', value: 'wal', unit: '', from: 'server' })
  expect([readdirSync(folder), statSync(path).mtimeMs, readFileSync(path)]).toEqual(before)
})

it('reads what a service that runs has not yet written back', async () => {
  const path = make([...SOUND, 'PRAGMA journal_mode = WAL'])
  const service = new DatabaseSync(path)
  service.exec('CREATE INDEX orders_again ON orders (customer_id)')
  try {
    expect(await foundIn(path)).toEqual(['db.indexes: database index orders_customer'])
  } finally {
    service.close()
  }
})

it.each([
  ['that is not there', '/nowhere/shop.db', /ENOENT/],
  ['that is none', '/etc/hostname', /no SQLite database/],
])('says in one sentence what is wrong with a file %s', async (_name, path, message) => {
  await expect(engineOf(`sqlite:${path}`).check(`sqlite:${path}`)).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringMatching(message),
  })
})

it('survives a file that ends in the middle', async () => {
  const path = make(SOUND)
  const cut = `${path}.cut`
  copyFileSync(path, cut)
  writeFileSync(cut, readFileSync(path).subarray(0, 20_000))
  await expect(
    gather(cut).then(
      ({ file }) => file?.damage?.length ?? 0,
      ({ code }) => code,
    ),
  ).resolves.toBeTruthy()
})

const PLANNED = [
  ...SOUND,
  'CREATE TABLE visits (id integer PRIMARY KEY, page text NOT NULL, day text NOT NULL, seen integer NOT NULL)',
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15000) INSERT INTO visits SELECT i, 'page ' || (i % 900), 'day ' || (i % 400), i % 2 FROM n",
  'CREATE INDEX visits_day ON visits (day)',
]
const writtenAt = (text: string) => [{ file: 'src/visits.js', line: 7, text }]

it.each([
  ['an equality that no index serves', 'SELECT * FROM visits WHERE page = ?', ['page']],
  [
    'the same by its alias, in a join',
    'SELECT o.id FROM orders o JOIN visits AS v ON v.id = o.id WHERE v.page = :page AND o.total > 5 ORDER BY v.seen',
    ['page'],
  ],
  ['a list', "SELECT count(*) FROM visits v WHERE v.page IN ('a', 'b')", ['page']],
  ['an update', 'UPDATE visits SET seen = 1 WHERE page = ?', ['page']],
  ['no index that is there', 'SELECT * FROM visits WHERE day = ?', null],
  ['no key', 'SELECT * FROM visits WHERE id = ?', null],
  ['no condition that half of the rows meet', 'SELECT * FROM visits WHERE seen = ?', null],
  ['no search inside of a text', "SELECT * FROM visits WHERE page LIKE '%' || ? || '%'", null],
  ['no reading of everything', 'SELECT * FROM visits', null],
  ['no small table', 'SELECT * FROM customers WHERE email || ? = ?', null],
  ['no statement of another database', 'SELECT * FROM elsewhere WHERE page = ?', null],
  ['no prose', 'select the page where you = want to go', null],
])('plans statements of the source: %s', async (_, text, columns) => {
  const before = make(PLANNED)
  const bytes = readFileSync(before)
  const { missingIndexes, statements } = await gather(before, writtenAt(text))
  expect(missingIndexes.map((missing) => missing.columns)).toEqual(columns === null ? [] : [columns])
  for (const statement of statements) expect(statement).toMatchObject({ writtenAt: 'src/visits.js:7', plan: { how: 'generic' } })
  expect(readFileSync(before).equals(bytes)).toBe(true)
})

it('lays the missing index to the place in the source, without the values', async () => {
  const database = await gather(make(PLANNED), writtenAt("SELECT * FROM visits WHERE page = 'secret-page'"))
  const found = judged({ database: known(database), now: known('2026-11-27T00:00:00.000Z') })
  expect(found).toMatchObject([
    {
      control: 'db.indexes',
      place: 'database table visits',
      message: expect.stringMatching(/^The statement in src\/visits\.js:7 .*\(page\)/),
    },
  ])
  expect(JSON.stringify(database)).not.toContain('secret-page')
})

it('reads whole statements from the source, and none that is put together', () => {
  const folder = temporaryFolder()
  folders.push(folder)
  writeFileSync(
    join(folder.path, 'a.js'),
    'const a = "SELECT 1 FROM visits"\nconst b = `SELECT * FROM visits\n  WHERE page = ?`\nconst c = `SELECT * FROM ${table} WHERE 1`\nconst d = "SELECTED ITEMS FROM a list"\n',
  )
  writeFileSync(
    join(folder.path, 'b.py'),
    'Q = """\nSELECT * FROM visits WHERE day = ?\n"""\nR = f"SELECT * FROM visits WHERE {column} = ?"\n',
  )
  const file = (name: string, role: 'application' | 'test' = 'application') => ({
    file: name,
    language: 'javascript' as const,
    role,
    lines: 4,
    bytes: 100,
    problems: [],
  })
  expect(
    sourceStatements(folder.path, { files: [file('a.js'), file('b.py'), file('a.js', 'test'), file('gone.js')] as never }).map(
      ({ file: name, line, text }) => `${name}:${line} ${text}`,
    ),
  ).toEqual(['a.js:1 SELECT 1 FROM visits', 'a.js:2 SELECT * FROM visits WHERE page = ?', 'b.py:1 SELECT * FROM visits WHERE day = ?'])
})
