import type { NextFunction, Request, Response } from 'express'
import { userOf } from './sessions.js'

export async function requireUser(req: Request, res: Response, next: NextFunction): Promise<void> {
  const userId = await userOf(req.get('authorization'))
  if (userId === undefined) return void res.status(401).json({ error: 'unauthenticated' })
  res.locals.userId = userId
  next()
}
