import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { logger } from '../lib/logger'
import type { Actor } from '../policy'

declare global {
  namespace Express {
    interface Request {
      id: string
      actor?: Actor
    }
  }
}

export const context: RequestHandler = (req, res, next) => {
  req.id = randomUUID()
  res.setHeader('x-request-id', req.id)
  res.setHeader('cache-control', 'no-store')
  const started = process.hrtime.bigint()
  res.on('finish', () => {
    const ms = Number((process.hrtime.bigint() - started) / 1_000_000n)
    logger.info({ requestId: req.id, method: req.method, route: req.route?.path, status: res.statusCode, ms, actor: req.actor?.id }, 'request')
  })
  next()
}
