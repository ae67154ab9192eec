import type { NextFunction, Request, Response } from 'express'
import { userOf } from './sessions.js'

export interface Signed extends Request {
  userId: string
}

export async function requireUser(req: Request, res: Response, next: NextFunction): Promise<void> {
  const userId = await userOf(req.get('authorization'))
  if (userId === undefined) return void res.status(401).end()
  Object.assign(req, { userId })
  next()
}
