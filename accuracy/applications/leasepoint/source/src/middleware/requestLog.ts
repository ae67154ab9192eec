import type { NextFunction, Request, Response } from 'express'
import { logger } from '../utils/logger'

export function requestLog(req: Request, res: Response, next: NextFunction) {
  const started = Date.now()
  res.on('finish', () => {
    logger.info({ method: req.method, path: req.path, status: res.statusCode, ms: Date.now() - started, body: req.body }, 'request')
  })
  next()
}
