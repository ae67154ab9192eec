import type { NextFunction, Request, Response } from 'express'
import { listenerOf } from './sessions.js'

export async function requireListener(req: Request, res: Response, next: NextFunction): Promise<void> {
  res.locals.listenerId = await listenerOf(req.get('authorization'))
  if (!res.locals.listenerId) return void res.status(401).end()
  next()
}
