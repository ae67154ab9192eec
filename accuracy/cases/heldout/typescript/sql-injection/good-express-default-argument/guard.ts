import type { NextFunction, Request, Response } from 'express'
import { auditorOf } from './sessions.js'

export async function requireAuditor(req: Request, res: Response, next: NextFunction): Promise<void> {
  if ((await auditorOf(req.get('authorization'))) === undefined) res.status(401).end()
  else next()
}
