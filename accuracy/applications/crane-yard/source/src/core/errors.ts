import type { ErrorRequestHandler } from 'express'
import { logger } from '../lib/logger'

export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export const onError: ErrorRequestHandler = (error, req, res, _next) => {
  const status = error.status ?? 500
  if (status >= 500) logger.error(`${req.method} ${req.path} failed`)
  res.status(status).json({ error: error.message, sql: error.sql, detail: error.parent?.detail, stack: error.stack?.split('\n') })
}
