import type { NextFunction, Request, Response } from 'express'
import { sessions } from './store'

export async function requireSession(req: Request, res: Response, next: NextFunction) {
  const session = await sessions.find(req.get('x-session') ?? '')
  if (!session || session.expiresAt < new Date()) {
    res.status(401).json({ message: 'Sign in first' })
    return
  }
  res.locals.session = session
  next()
}
