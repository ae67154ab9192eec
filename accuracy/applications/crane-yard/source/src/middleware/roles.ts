import type { RequestHandler } from 'express'
import type { Role } from '../core/actor'
import { HttpError } from '../core/errors'

export const requireRole =
  (roles: readonly Role[]): RequestHandler =>
  (req, _res, next) => {
    next(roles.includes(req.actor.role) ? undefined : new HttpError(403, 'Not with your role'))
  }
