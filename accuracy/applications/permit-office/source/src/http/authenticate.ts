import type { RequestHandler } from 'express'
import { readAccessToken } from '../auth/tokens'
import { db } from '../db'
import type { Actor } from '../policy'
import { Problem } from './errors'

/** A valid token is not enough: the session must live and the account be active. */
async function actorFor(header: string | undefined): Promise<Actor> {
  const token = /^Bearer ([\w.-]{20,2000})$/.exec(header ?? '')?.[1]
  const claims = token ? await readAccessToken(token) : null
  if (!claims) throw new Problem(401, 'sign-in')
  const row = await db('sessions')
    .join('users', 'users.id', 'sessions.user_id')
    .where({ 'sessions.id': claims.session, 'users.id': claims.user, 'users.state': 'active' })
    .whereNull('sessions.revoked_at')
    .where('sessions.expires_at', '>', db.fn.now())
    .first('users.id', 'users.role')
  if (!row) throw new Problem(401, 'sign-in')
  return { id: row.id, role: row.role, session: claims.session }
}

export const authenticate: RequestHandler = (req, _res, next) => {
  actorFor(req.get('authorization')).then((actor) => {
    req.actor = actor
    next()
  }, next)
}
