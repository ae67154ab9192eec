import { logger } from '../logger.js'

export const asyncHandler = (handler) => (req, res, next) => handler(req, res, next).catch(next)

export function errorHandler(error, req, res, _next) {
  logger.error({ error, path: req.path }, 'request failed')
  const status = error.status ?? 500
  res.status(status).json({ error: status < 500 ? error.message : 'internal error' })
}
