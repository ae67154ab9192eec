import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { logger } from '../utils/logger'

export const handle =
  (fn: (req: Request, res: Response) => Promise<unknown>): RequestHandler =>
  (req, res, next) => {
    fn(req, res).catch(next)
  }

export function errorHandler(err: any, _req: Request, res: Response, _next: NextFunction) {
  const status = err.status ?? 500
  if (status >= 500) logger.error({ err }, 'request failed')
  res.status(status).json({ message: err.message, details: status >= 500 ? err.stack : undefined })
}
