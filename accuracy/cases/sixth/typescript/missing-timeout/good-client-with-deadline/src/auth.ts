import type { NextFunction, Request, Response } from 'express'
import jwt, { type JwtPayload } from 'jsonwebtoken'

const publicKey = process.env.AUTH_PUBLIC_KEY as string

export interface AuthedRequest extends Request {
  user?: { id: string; accountId: string; role: string }
}

export function requireUser(req: AuthedRequest, res: Response, next: NextFunction) {
  const header = req.get('authorization') ?? ''
  if (!header.startsWith('Bearer ')) return res.status(401).json({ error: 'unauthenticated' })
  try {
    const claims = jwt.verify(header.slice(7), publicKey, { algorithms: ['ES256'] }) as JwtPayload
    req.user = { id: String(claims.sub), accountId: claims.acc, role: claims.role }
    return next()
  } catch {
    return res.status(401).json({ error: 'unauthenticated' })
  }
}
