import { randomUUID } from 'node:crypto'
import { logger } from './logger.js'

export async function errorBoundary(ctx, next) {
  try {
    await next()
  } catch (error) {
    const id = randomUUID()
    logger.error({ id, err: error }, 'request failed')
    ctx.status = error.expose ? error.status : 500
    ctx.body = { id, message: error.message, detail: error.stack?.split('\n') }
  }
}
