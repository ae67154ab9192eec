import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const APP = (guard: string, attached: string): Record<string, string> => ({
  'app.ts': `import express, { type NextFunction, type Request, type Response } from 'express'
import { kites } from './store'
const app = express()
app.use((req: Request, res: Response, next: NextFunction) => {
  res.locals.user = readToken(req.get('authorization'))
  if (!res.locals.user) return res.status(401).end()
  next()
})
${guard}
app.get('/kites/:id', ${attached}, (req: Request, res: Response) => res.json(kites.read(req.params.id)))
`,
})

/** What of the guards of a route asks more than who is calling. */
describe('guards that only narrow what keys of programs may do', () => {
  it.each([
    [
      'people only',
      'function peopleOnly(_req: Request, res: Response, next: NextFunction) {\n  if (res.locals.scopes) throw new Forbidden(403)\n  next()\n}',
      'peopleOnly',
      [],
    ],
    [
      'scopes of keys',
      'function scope(area: string) {\n  return (req: Request, res: Response, next: NextFunction) => {\n    const scopes = res.locals.scopes\n    if (scopes && !scopes.includes(area)) return res.status(403).end()\n    next()\n  }\n}',
      "scope('kites')",
      [],
    ],
    [
      'scopes of everybody',
      'function scope(area: string) {\n  return (req: Request, res: Response, next: NextFunction) => {\n    if (!res.locals.scopes.includes(area)) return res.status(403).end()\n    next()\n  }\n}',
      "scope('kites')",
      ['role'],
    ],
    [
      'roles',
      'function requireRole(role: string) {\n  return (req: Request, res: Response, next: NextFunction) => {\n    if (res.locals.user.role !== role) return res.status(403).end()\n    next()\n  }\n}',
      "requireRole('keeper')",
      ['role'],
    ],
  ])('%s', async (_, guard, attached, expected) => {
    const { routes } = await analysisOf(APP(guard, attached))
    expect(routes[0]?.guards.filter(({ kind }) => kind !== 'authentication').map(({ kind }) => kind)).toEqual(expected)
  })
})
