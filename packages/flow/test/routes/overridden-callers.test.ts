import { describe, expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

async function routeOf(handler: string, services = ''): Promise<RouteFact | undefined> {
  const { routes } = await analysisOf({
    'app.ts': `import Database from 'better-sqlite3'
import express, { type NextFunction, type Request, type Response } from 'express'
const db = new Database('x')
const app = express()
app.use((req: Request, res: Response, next: NextFunction) => {
  res.locals.user = readToken(req.get('authorization'))
  if (!res.locals.user) return res.status(401).end()
  next()
})
const listOf = (club: number) => db.prepare('SELECT id, wind FROM kites WHERE club = ? LIMIT 50').all(club)
${services}
${handler}
`,
  })
  return routes[0]
}

describe('what the request says before what is known of the caller', () => {
  it.each<[string, boolean]>([
    ['req.query.club ?? res.locals.user.club', true],
    ['Number(req.query.club) || res.locals.user.club', true],
    ['res.locals.user.club ?? req.query.club', true],
    ["res.locals.user.role === 'admin' ? req.query.club : res.locals.user.club", false],
    ['res.locals.user.club', false],
    ['res.locals.user.club ?? 0', false],
  ])('%s', async (club, isOverridden) => {
    const route = await routeOf(`app.get('/kites', (req: Request, res: Response) => res.json(listOf(${club})))`)
    expect(route?.effects.map((effect) => effect.isOverridden === true)).toEqual([isOverridden])
  })
})

const remove = (test: string): string =>
  `app.delete('/members/:id', (req: Request, res: Response) => {\n  const member = db.prepare('SELECT id FROM members WHERE id = ?').get(req.params.id)\n  ${test}\n  db.prepare('DELETE FROM members WHERE id = ?').run(req.params.id)\n  res.end()\n})`

describe('comparisons of a row with the caller', () => {
  it.each<[string, boolean]>([
    ["if (member.id === res.locals.user.id) throw new Error('not yourself')", false],
    ["if (member.id !== res.locals.user.id) throw new Error('not yours')", true],
    ['if (member.id !== res.locals.user.id) return res.status(403).end()', true],
  ])('%s', async (test, byOwner) => {
    const route = await routeOf(remove(test))
    expect(route?.effects.every((effect) => effect.byOwner)).toBe(byOwner)
  })
})

describe('guards that ask for an owner', () => {
  it.each<[string, string, boolean | undefined]>([
    ['by what is known of the caller', 'if (!res.locals.user.isOwner) return res.status(403).end()', true],
    [
      'of the object that is named',
      "if (db.prepare('SELECT owner FROM kites WHERE id = ?').get(req.params.id).owner !== res.locals.user.id) return res.status(403).end()",
      undefined,
    ],
  ])('%s', async (_, test, ofCallerAlone) => {
    const route = await routeOf(
      "app.delete('/kites/:id', requireOwner, (req: Request, res: Response) => res.json(db.prepare('DELETE FROM kites WHERE id = ?').run(req.params.id)))",
      `function requireOwner(req: Request, res: Response, next: NextFunction) {\n  ${test}\n  next()\n}`,
    )
    const owner = route?.guards.find(({ kind }) => kind === 'owner')
    expect([owner?.kind, owner?.ofCallerAlone]).toEqual(['owner', ofCallerAlone])
  })

  it('are none where a service removes a member', async () => {
    const route = await routeOf(
      "app.delete('/members/:id', (req: Request, res: Response) => res.json(removeMember(res.locals.user, req.params.id)))",
      "function removeMember(user: any, id: string) {\n  const found = db.prepare('SELECT id FROM members WHERE id = ?').get(id)\n  if (!found) throw new Error('none')\n  return db.prepare('DELETE FROM members WHERE id = ?').run(id)\n}",
    )
    expect(route?.guards.map(({ kind }) => kind)).toEqual(['authentication'])
  })
})
