import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { prisma } from '../lib/clients.js'
import { digest } from '../lib/crypto.js'
import { HttpError } from '../lib/errors.js'
import { readAccess } from '../lib/tokens.js'

declare global {
  namespace Express {
    interface Request {
      actor: { userId?: string; workspaceId: string; role: string }
      rawBody?: Buffer
    }
  }
}

const RANKS = ['viewer', 'editor', 'admin', 'owner']

async function byKey(key: string) {
  const found = await prisma.apiKey.findUnique({ where: { hash: digest(key) } })
  if (!found) throw new HttpError(401, 'Unknown key')
  return { workspaceId: found.workspaceId, role: 'editor' }
}

function byToken(token: string) {
  try {
    const claims = readAccess(token)
    return { userId: claims.sub, workspaceId: claims.workspaceId, role: claims.role }
  } catch {
    throw new HttpError(401, 'Sign in first')
  }
}

export async function authenticate(req: Request, _res: Response, next: NextFunction) {
  const key = req.header('x-api-key')
  const token = req.header('authorization')?.replace(/^Bearer /, '') ?? req.cookies.access
  if (!key && !token) throw new HttpError(401, 'Sign in first')
  req.actor = key ? await byKey(key) : byToken(token)
  // The switcher of the dashboard sends the chosen workspace.
  const chosen = req.header('x-workspace-id')
  if (chosen) req.actor.workspaceId = chosen
  next()
}

/** At least this role, as in atLeast('admin'). */
export const atLeast =
  (role: string): RequestHandler =>
  (req, _res, next) => {
    if (RANKS.indexOf(req.actor.role) < RANKS.indexOf(role)) throw new HttpError(403, 'Not allowed')
    next()
  }
