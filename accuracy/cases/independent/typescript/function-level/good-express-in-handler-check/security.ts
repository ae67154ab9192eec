import type { NextFunction, Request, Response } from 'express'
import jwt from 'jsonwebtoken'

export interface SignedRequest extends Request {
  user: { id: string; role: string }
}

export function requireUser(req: Request, res: Response, next: NextFunction): void {
  try {
    const claims = jwt.verify((req.headers.authorization ?? '').slice(7), process.env.JWT_KEY ?? '', { algorithms: ['HS256'] }) as { sub: string; role: string }
    ;(req as SignedRequest).user = { id: claims.sub, role: claims.role }
  } catch {
    res.status(401).end()
    return
  }
  next()
}
