import type { NextFunction, Request, Response } from 'express'

export interface SignedRequest extends Request {
  userId?: number
  session?: { userId?: number }
}

export function requireUser(req: SignedRequest, res: Response, next: NextFunction): void {
  if (req.session?.userId === undefined) {
    res.status(401).end()
    return
  }
  req.userId = req.session.userId
  next()
}
