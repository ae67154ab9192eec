import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { ZodTypeAny, z } from 'zod'
import type { Action, Actor } from '../policy'
import { allows } from '../policy'
import { Problem } from './errors'

export const handle =
  (work: (req: Request, res: Response) => Promise<unknown>): RequestHandler =>
  (req, res, next: NextFunction) => {
    work(req, res).catch(next)
  }

/** Who asks. Only for routes behind `authenticate`. */
export function actorOf(req: Request): Actor {
  if (!req.actor) throw new Problem(401, 'sign-in')
  return req.actor
}

/** The part of the request that the schema describes, and nothing else. */
export function read<S extends ZodTypeAny>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) throw new Problem(422, 'invalid', result.error.issues.map((issue) => issue.path.join('.')))
  return result.data
}

export const allow =
  (action: Action): RequestHandler =>
  (req, _res, next) => {
    next(req.actor && allows(req.actor, action) ? undefined : new Problem(403, 'forbidden'))
  }
