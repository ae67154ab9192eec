import { describe, expect, it } from 'vitest'
import type { RouteEffect, RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A service of Hono whose routes reach the database through functions of its own. */
const STORE = `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
export const all = (sql, ...values) => db.prepare(sql).all(...values)
export const get = (sql, ...values) => db.prepare(sql).get(...values)
export const run = (sql, ...values) => db.prepare(sql).run(...values)
export function first(sql, ...values) {
  const rows = all(sql, ...values)
  return rows[0]
}
export function insert(table, row) {
  return run(\`INSERT INTO \${table} (\${Object.keys(row).join()}) VALUES (\${Object.keys(row).map(() => '?').join()})\`, ...Object.values(row))
}
export const removeById = (table, id) => run(\`DELETE FROM \${table} WHERE id = ?\`, id)
`
const ANSWERS = `export const fail = (c, status, message) => c.json({ message }, status)
export const maySort = (c) => ['keeper', 'head'].includes(c.get('member').role)
export const hasStock = (c) => c.get('member').stock > 0
`

async function routeOf(path: string, handler: string): Promise<RouteFact | undefined> {
  const app = `import { Hono } from 'hono'
import { all, first, get, insert, removeById, run } from './store'
import { fail, hasStock, maySort } from './answers'
const app = new Hono()
app.use('*', async (c, next) => {
  const user = get('SELECT * FROM users WHERE token = ?', c.req.header('authorization'))
  if (!user) return fail(c, 401, 'Log in')
  c.set('user', user)
  return next()
})
app.use('/farms/:farm/*', async (c, next) => {
  const member = get('SELECT * FROM members WHERE farm_id = ? AND user_id = ?', c.req.param('farm'), c.get('user').id)
  if (!member) return fail(c, 404, 'No such farm')
  c.set('member', member)
  c.set('farmId', c.req.param('farm'))
  return next()
})
app.post('${path}', (c) => {
  ${handler}
  return c.json({})
})
`
  return (await analysisOf({ 'store.ts': STORE, 'answers.ts': ANSWERS, 'app.ts': app })).routes[0]
}

const said = ({ kind, of, byRequestId, byOwner, bySecret, namedBy }: RouteEffect): string =>
  [kind, of, byRequestId ? 'chosen' : '', byOwner ? 'own' : '', bySecret === true ? 'secret' : '', namedBy ?? ''].filter(Boolean).join(' ')

describe('effects behind functions that the service wraps round its database', () => {
  it.each([
    ['a table that is given as a word', `removeById('crates', c.req.param('crate'))`, ['delete crates chosen child']],
    [
      'two tables that the same function is given',
      `insert('crates', { farm: c.get('farmId') }); insert('notes', { by: c.get('user').id })`,
      ['create crates own', 'create notes own'],
    ],
    ['one row of a wrapper', `get('SELECT * FROM crates WHERE farm_id = ?', c.get('farmId'))`, ['read-one crates own']],
    ['the first row of many', `first('SELECT * FROM crates WHERE farm_id = ?', c.get('farmId'))`, ['read-one crates own']],
    ['many rows of a wrapper', `all('SELECT * FROM crates WHERE kept_by = ?', c.get('farmId'))`, ['read-many crates own']],
    ['a card by its code', `get('SELECT * FROM invitations WHERE code = ?', c.req.param('crate'))`, ['read-one invitations secret child']],
    ['another table by its code', `get('SELECT * FROM crates WHERE code = ?', c.req.param('crate'))`, ['read-one crates chosen child']],
  ])('%s', async (_, handler, expected) => {
    expect((await routeOf('/farms/:farm/crates/:crate', handler))?.effects.map(said)).toEqual(expected)
  })
})

describe('guards of a tenant and of a role in it', () => {
  const guardsOf = async (handler: string): Promise<readonly string[]> =>
    (await routeOf('/farms/:farm/crates/:crate', handler))?.guards.map(({ kind, level }) => `${kind} ${level}`) ?? []

  it('asks the member for the farm, and a role by a function of the tree', async () => {
    const found = await guardsOf(`if (!maySort(c)) return fail(c, 403, 'Keepers sort')`)
    expect(found).toEqual(['authentication application', 'owner application', 'role handler'])
  })

  it('does not take another question for one about a role', async () => {
    const found = await guardsOf(`if (!hasStock(c)) return fail(c, 403, 'Nothing left')`)
    expect(found).not.toContain('role handler')
  })
})

describe('which roles a condition lets on', () => {
  it.each([
    [`if (!maySort(c)) return fail(c, 403, 'No')`, { names: ['keeper', 'head'], are: 'admitted' }],
    [`if (c.get('member').role === 'guest') return fail(c, 403, 'No')`, { names: ['guest'], are: 'refused' }],
    [`if (c.get('member').role !== 'head') return fail(c, 403, 'No')`, { names: ['head'], are: 'admitted' }],
    [`if (ranks[c.get('member').role] < 2) return fail(c, 403, 'No')`, undefined],
  ])('%s', async (handler, roles) => {
    const found = (await routeOf('/farms/:farm/crates/:crate', handler))?.guards.find(({ kind }) => kind === 'role')
    expect(found?.roles).toEqual(roles)
  })
})

describe('whose rows a condition names', () => {
  it.each([
    ['of the tenant', `run('DELETE FROM notes WHERE id = ? AND farm = ?', c.req.param('crate'), c.get('workspaceId'))`, true],
    ['of the person', `run('DELETE FROM notes WHERE id = ? AND by = ?', c.req.param('crate'), c.get('user').id)`, undefined],
    [
      'of both',
      `run('DELETE FROM notes WHERE id = ? AND farm = ? AND by = ?', c.req.param('crate'), c.get('workspaceId'), c.get('user').id)`,
      undefined,
    ],
  ])('%s', async (_, handler, ofTenant) => {
    const [effect] = (await routeOf('/farms/:farm/crates/:crate', handler))?.effects ?? []
    expect([effect?.byOwner, effect?.ofTenant]).toEqual([true, ofTenant])
  })

  it('asks a row of the tenant whose it is', async () => {
    const handler = `const note = get('SELECT * FROM notes WHERE id = ? AND farm = ?', c.req.param('crate'), c.get('workspaceId'))
  if (note.by !== c.get('user').id) return fail(c, 404, 'No such note')
  run('DELETE FROM notes WHERE id = ?', note.id)`
    const route = await routeOf('/farms/:farm/crates/:crate', handler)
    expect(route?.guards.map(({ kind, level }) => `${kind} ${level}`)).toContain('owner handler')
    expect(route?.effects.map(({ byOwner, ofTenant }) => [byOwner, ofTenant])).toEqual([
      [true, undefined],
      [true, undefined],
    ])
  })
})
