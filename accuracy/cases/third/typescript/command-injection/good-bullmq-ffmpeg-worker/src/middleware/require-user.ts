import type { NextFunction, Request, Response } from 'express'

export function requireUser(req: Request, res: Response, next: NextFunction) {
  if (!req.session?.userId) {
    res.sendStatus(401)
    return
  }
  next()
}
