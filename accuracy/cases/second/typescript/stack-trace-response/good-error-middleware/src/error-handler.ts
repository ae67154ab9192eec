import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler } from 'express'
import { logger } from './logger.js'

export const errorHandler: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) {
    next(error)
    return
  }
  const id = randomUUID()
  logger.error({ id, err: error, route: req.route?.path }, 'request failed')
  res.status(error.status ?? 500).json({ id, message: 'request failed' })
}
