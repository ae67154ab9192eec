import type { NextFunction, Request, RequestHandler, Response, Router } from 'express'
import { authenticate } from '../middleware/authenticate'
import { requireRole } from '../middleware/roles'
import type { Role } from './actor'

export type Handler = (req: Request, res: Response) => Promise<void>

export interface RouteEntry {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly handler: Handler
  readonly roles?: readonly Role[]
  readonly before?: readonly RequestHandler[]
}

const caught =
  (handler: Handler): RequestHandler =>
  (req: Request, res: Response, next: NextFunction) => {
    handler(req, res).catch(next)
  }

export function register(router: Router, table: readonly RouteEntry[]): void {
  for (const { method, path, handler, roles, before = [] } of table) {
    const guards = roles ? [authenticate, requireRole(roles)] : []
    router[method](path, ...guards, ...before, caught(handler))
  }
}
