import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

/** Rows that a service writes and reads through functions of its own. */
const STORE = `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
export const get = (sql, ...values) => db.prepare(sql).get(...values)
export const all = (sql, ...values) => db.prepare(sql).all(...values)
export const run = (sql, ...values) => db.prepare(sql).run(...values)
export function insert(table, row) {
  const columns = Object.keys(row)
  return run(\`INSERT INTO \${table} (\${columns.join(', ')}) VALUES (\${columns.map(() => '?').join(', ')})\`, ...Object.values(row))
}
export function change(id, changes) {
  return run(\`UPDATE hives SET \${Object.keys(changes).map((name) => \`\${name} = ?\`).join(', ')} WHERE id = \${Number(id)}\`, ...Object.values(changes))
}
export function pick(source, names) {
  const chosen = Object.create(null)
  for (const name of names) if (Object.hasOwn(source, name)) chosen[name] = source[name]
  return chosen
}
export const columnsOf = (table) => new Set(db.prepare('SELECT name FROM pragma_table_info(?)').all(table).map((row) => String(row.name)))
export const hiveIn = (id) => get('SELECT id, place, keeper FROM hives WHERE id = ?', id)
export const swarmIn = (id) => get('SELECT id, place FROM swarms WHERE id = ?', id)
`
const app = (routes: string): string => `import { Hono } from 'hono'
import { all, change, columnsOf, get, hiveIn, insert, pick, run, swarmIn } from './store'
const app = new Hono()
${routes}
`
const foundIn = async (routes: string): Promise<readonly string[]> => {
  const { paths } = await analysisOf({ 'store.ts': STORE, 'app.ts': app(routes) })
  return paths
    .filter(({ kind }) => kind === 'sql-injection')
    .map(({ steps }) => steps.map(({ what }) => what).find((what) => what.startsWith('stored')) ?? 'given')
}
const post = (body: string): string =>
  `app.post('/hives/:id', async (c) => {\n  const input = await c.req.json()\n  ${body}\n  return c.json({})\n})\n`
const USES = `app.get('/hives/:id/swarms', (c) => {
  const hive = hiveIn(c.req.param('id'))
  return c.json(all(\`SELECT id FROM swarms WHERE place = '\${hive.place}'\`))
})
`

describe('columns whose names a request gives', () => {
  it.each([
    ['the whole body', 'change(1, input)', ['given']],
    ['what is spread of it', 'change(1, { seen: 1, ...input })', ['given']],
    ['what is left of it', 'const { id, ...rest } = input\n  change(1, rest)', ['given']],
    [
      'fields that are copied one by one',
      'const changes = {}\n  for (const name in input) changes[name] = input[name]\n  change(1, changes)',
      ['given'],
    ],
    ['fields that a list names', `change(1, pick(input, ['place', 'keeper']))`, []],
    ['fields that a list names, among others', `insert('hives', { seen: 1, ...pick(input, ['place', 'keeper']) })`, []],
    [
      'fields that are columns of the row',
      'const hive = hiveIn(1)\n  const changes = {}\n  for (const name of Object.keys(input)) if (name in hive) changes[name] = input[name]\n  change(1, changes)',
      [],
    ],
    [
      'fields that are columns of the table, by the catalogue',
      "const known = columnsOf('hives')\n  const changes = {}\n  for (const name of Object.keys(input)) if (known.has(name)) changes[name] = input[name]\n  change(1, changes)",
      [],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await foundIn(post(body))).toEqual(expected)
  })
})

describe('what is stored through a function that is given table and row', () => {
  it.each([
    ['reaches a statement of later', `insert('hives', { place: input.place })`, ['stored in hives.place']],
    ['is of its own table alone', `insert('swarms', { place: input.place })`, []],
    ['may be a number', `insert('hives', { place: Number(input.place) })`, []],
  ])('%s', async (_, body, expected) => {
    expect(await foundIn(`${post(body)}${USES}`)).toEqual(expected)
  })
})
