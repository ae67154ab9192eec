import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import type { Person, Role } from '../core/database.js'
import { bearer } from '../core/tokens.js'
import { forbidden, unauthorized } from './problems.js'

const ABILITIES = {
  'claim.use': ['member', 'lead', 'finance', 'owner'],
  'claim.decide': ['lead', 'owner'],
  'claim.pay': ['finance'],
  'firm.manage': ['owner'],
} as const satisfies Record<string, readonly Role[]>
export type Ability = keyof typeof ABILITIES

type Shape = z.ZodTypeAny
type Out<S> = S extends Shape ? z.infer<S> : undefined
export type Call<P, Q, B, W> = { params: Out<P>; query: Out<Q>; body: Out<B>; who: W; req: Request; res: Response }
type Input<P, Q, B> = { params?: P; query?: Q; body?: B; limit?: RequestHandler; raw?: RequestHandler; status?: number }

export type Row = { can: Ability | 'anyone' } & Input<Shape, Shape, Shape> & { run: (call: never) => Promise<unknown> }

/** A row for people with an ability. */
export const row = <P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined, B extends Shape | undefined = undefined>(
  can: Ability, input: Input<P, Q, B>, run: (call: Call<P, Q, B, Person>) => Promise<unknown>,
) => ({ can, ...input, run }) as unknown as Row
/** A row without login; there are few. */
export const open = <P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined, B extends Shape | undefined = undefined>(
  input: Input<P, Q, B>, run: (call: Call<P, Q, B, null>) => Promise<unknown>,
) => ({ can: 'anyone', ...input, run }) as unknown as Row

const json = express.json({ limit: '64kb', strict: true, type: 'application/json' })
const through = (handler: RequestHandler, req: Request, res: Response) =>
  new Promise<void>((ok, no) => handler(req, res, (err?: unknown) => (err ? no(err) : ok())))

export function mount(tables: Record<string, Record<string, Row>>) {
  const router = Router()
  for (const [base, table] of Object.entries(tables))
    for (const [line, entry] of Object.entries(table)) {
      const [verb, path] = line.split(' ') as ['GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', string]
      const method = verb.toLowerCase() as 'get' | 'post' | 'patch' | 'put' | 'delete'
      router[method](base + (path === '/' ? '' : path), async (req, res) => {
        let who: Person | null = null
        if (entry.can !== 'anyone') {
          who = await bearer(req.get('authorization'))
          if (!who) throw unauthorized()
          if (!(ABILITIES[entry.can] as readonly Role[]).includes(who.role)) throw forbidden()
        }
        if (entry.limit) await through(entry.limit, req, res)
        if (entry.raw || entry.body) await through(entry.raw ?? json, req, res)
        const call = {
          params: entry.params?.parse(req.params), query: entry.query?.parse(req.query), body: entry.body?.parse(req.body), who, req, res,
        }
        const answer = await entry.run(call as never)
        if (res.headersSent) return
        if (answer === undefined) res.status(204).end()
        else res.status(entry.status ?? 200).json(answer)
      })
    }
  return router
}

export const Id = z.object({ id: z.string().uuid() })
export const Paging = { after: z.string().datetime().optional(), size: z.coerce.number().int().min(1).max(100).default(25) }
