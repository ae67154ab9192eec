import type { RequestHandler } from 'express'
import type { Role } from '../core/actor'
import { HttpError } from '../core/errors'
import { tokens } from '../services/token-service'

export const authenticate: RequestHandler = async (req, _res, next) => {
  try {
    const [scheme, token] = (req.header('authorization') ?? '').split(' ')
    if (scheme !== 'Bearer' || !token) throw new HttpError(401, 'A token, please')
    const claims = await tokens.verify(token)
    req.actor = {
      id: Number(claims.sub),
      companyId: Number(req.header('x-company') ?? claims.company),
      role: claims.role as Role,
    }
    next()
  } catch {
    next(new HttpError(401, 'The token is not valid'))
  }
}
