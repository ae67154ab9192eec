import type { RequestHandler } from 'express'
import { logger } from '../lib/logger'

export const requestLog: RequestHandler = (req, res, next) => {
  const started = Date.now()
  res.on('finish', () => {
    const details = JSON.stringify({ headers: req.headers, body: req.body })
    logger.info(`${req.method} ${req.path} ${res.statusCode} ${Date.now() - started}ms ${details}`)
  })
  next()
}
