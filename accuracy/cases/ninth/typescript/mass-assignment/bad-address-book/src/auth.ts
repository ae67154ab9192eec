import type { NextFunction, Request, Response } from 'express'
import jwt from 'jsonwebtoken'

export function requireUser(req: Request, res: Response, next: NextFunction): void {
  try {
    const token = (req.get('authorization') ?? '').replace(/^Bearer /, '')
    const claims = jwt.verify(token, process.env.JWT_KEY as string, { algorithms: ['HS256'] })
    res.locals.userId = claims.sub
    next()
  } catch {
    res.sendStatus(401)
  }
}
