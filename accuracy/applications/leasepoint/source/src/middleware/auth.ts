import type { NextFunction, Request, Response } from 'express'
import jwt from 'jsonwebtoken'
import { config } from '../config'
import { HttpError } from '../utils/objects'

export type Role = 'owner' | 'manager' | 'accountant' | 'tenant'

export interface Principal {
  id: string
  org: string
  role: Role
}

declare global {
  namespace Express {
    interface Request {
      principal: Principal
    }
  }
}

export function authenticate(req: Request, _res: Response, next: NextFunction) {
  const [scheme, token] = (req.headers.authorization ?? '').split(' ')
  if (scheme !== 'Bearer' || !token) return next(new HttpError(401, 'sign in first'))
  try {
    const claims = jwt.verify(token, config.jwt.secret, { algorithms: ['HS256'], issuer: config.jwt.issuer }) as jwt.JwtPayload
    req.principal = { id: String(claims.sub), org: claims.org, role: claims.role }
    next()
  } catch {
    next(new HttpError(401, 'sign in first'))
  }
}

/** Links in mails carry their token in the query. */
export function linkAuth(req: Request, _res: Response, next: NextFunction) {
  const claims = jwt.decode(String(req.query.t ?? '')) as jwt.JwtPayload | null
  if (!claims?.sub) return next(new HttpError(401, 'this link does not work'))
  req.principal = { id: claims.sub, org: claims.org, role: claims.role }
  next()
}

export const requireRole =
  (...roles: Role[]) =>
  (req: Request, _res: Response, next: NextFunction) => {
    next(roles.includes(req.principal.role) ? undefined : new HttpError(403, 'not for your role'))
  }
