import { describe, expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A query builder of the application itself: made for a table, shaped by calls, asked by the last. */
const BUILDER = `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('kites.db')
export class Query {
  private table: string
  private parts: string[] = []
  private values: unknown[] = []
  private page = ''
  constructor(table: string) { this.table = table }
  where(match: Record<string, unknown>): this {
    for (const [field, value] of Object.entries(match)) { this.parts.push(field + ' = ?'); this.values.push(value) }
    return this
  }
  in(field: string, list: unknown[]): this { this.parts.push(field + ' IN (' + list.map(() => '?').join() + ')'); return this }
  limit(count: number): this { this.page = ' LIMIT ' + Math.trunc(count); return this }
  private get condition(): string { return this.parts.length ? ' WHERE ' + this.parts.join(' AND ') : '' }
  all(columns?: string[]): any[] {
    const list = columns ? columns.join(', ') : '*'
    return db.prepare(\`SELECT \${list} FROM \${this.table}\${this.condition}\${this.page}\`).all(...this.values)
  }
  first(columns?: string[]): any { return this.limit(1).all(columns)[0] }
  update(changes: Record<string, unknown>): number {
    const set = Object.keys(changes).map((name) => name + ' = ?').join()
    return db.prepare(\`UPDATE \${this.table} SET \${set}\${this.condition}\`).run(...Object.values(changes), ...this.values).changes
  }
  delete(): number { return db.prepare(\`DELETE FROM \${this.table}\${this.condition}\`).run(...this.values).changes }
}
export const from = (table: string) => new Query(table)
`

const APP = `import express, { type Request, type Response } from 'express'
import * as kites from './kites.ts'
const app = express()
app.use((req: Request, res: Response, next) => {
  res.locals.user = readToken(req.get('authorization'))
  if (!res.locals.user) return res.status(401).end()
  next()
})
const current = (res: Response) => res.locals.user
`

async function routesWith(body: string): Promise<readonly RouteFact[]> {
  const found = await analysisOf({
    'query.ts': BUILDER,
    'kites.ts': `import { from } from './query.ts'\nexport function act(user: any, id: string) {\n${body}\n}\n`,
    'app.ts': `${APP}app.get('/kites/:id', (req: Request, res: Response) => { res.json(kites.act(current(res), req.params.id)) })\n`,
  })
  return found.routes
}

describe('query builders of the tree', () => {
  it.each([
    ["from('kites').where({ id }).first()", { kind: 'read-one', of: 'kites', byRequestId: true, byOwner: false }],
    ["from('kites').where({ id, owner: user.id }).first()", { kind: 'read-one', of: 'kites', byRequestId: true, byOwner: true }],
    ["from('kites').where({ id }).delete()", { kind: 'delete', of: 'kites', byRequestId: true, byOwner: false }],
    ["from('kites').where({ owner: user.id, id }).delete()", { kind: 'delete', of: 'kites', byOwner: true }],
    ["from('kites').where({ id }).update({ owner: user.id })", { kind: 'update', of: 'kites', byRequestId: true, byOwner: false }],
    ["from('kites').where({ owner: user.id }).all()", { kind: 'read-many', of: 'kites', byOwner: true, isBounded: false }],
    ["from('kites').limit(20).all(['id', 'wind'])", { kind: 'read-many', columns: ['id', 'wind'], isBounded: true }],
    ["from('kites').where({ share_token: id }).first()", { kind: 'read-one', bySecret: true, byRequestId: false }],
    ["from('kites').where({ id, published: 1 }).first()", { kind: 'read-one', byRequestId: false }],
    [
      "(id ? from('kites').in('id', [id]) : from('kites').where({ owner: user.id })).all()",
      { kind: 'read-one', of: 'kites', byOwner: false },
    ],
  ])('%s', async (query, effect) => {
    const routes = await routesWith(`  return ${query}`)
    expect(routes[0]?.effects).toEqual([expect.objectContaining(effect)])
  })

  it('matched by what the caller says, told by a secret', async () => {
    const { routes } = await analysisOf({
      'query.ts': BUILDER,
      'kites.ts': `import { from } from './query.ts'\nexport const find = (match: any) => from('kites').where({ ...match, gone: null }).first()\nexport const remove = (id: number) => from('kites').where({ id }).delete()\n`,
      'app.ts': `${APP}app.post('/kites/:token', (req: Request, res: Response) => {\n  const kite = kites.find({ share_token: req.params.token })\n  res.json(kites.remove(kite.id))\n})\n`,
    })
    expect(routes[0]?.effects).toEqual([
      expect.objectContaining({ kind: 'read-one', bySecret: true }),
      expect.objectContaining({ kind: 'delete', byRequestId: false }),
    ])
  })

  it.each([
    ["from('people').all()", ['every column of people']],
    ["from('people').all(['id', 'name'])", []],
  ])('rows with a secret, by %s', async (query, told) => {
    const { patterns } = await analysisOf({
      'query.ts': `${BUILDER}db.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, password_hash TEXT)')\n`,
      'kites.ts': `import { from } from './query.ts'\nexport const people = () => ${query}\n`,
      'app.ts': `${APP}app.get('/people', (req: Request, res: Response) => { res.json({ items: kites.people() }) })\n`,
    })
    const found = patterns.filter(({ kind }) => kind === 'sensitive-response-pattern').map(({ message }) => message)
    expect(found).toEqual(told.map((what) => expect.stringContaining(what)))
  })

  it.each([
    ['in place', "  const query = from('kites').where({ id })\n  if (user) query.where({ owner: user.id })\n  return query.delete()", true],
    [
      'by a function',
      "  const build = () => {\n    const query = from('kites').where({ id })\n    return query\n  }\n  return build().delete()",
      false,
    ],
  ])('shaped %s', async (_, body, byOwner) => {
    const [route] = await routesWith(body)
    expect(route?.effects).toEqual([expect.objectContaining({ kind: 'delete', of: 'kites', byRequestId: true, byOwner })])
  })
})
