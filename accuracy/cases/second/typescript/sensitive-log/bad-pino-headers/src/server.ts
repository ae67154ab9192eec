import Fastify from 'fastify'
import { logger } from './logger.js'
import { orders } from './orders.js'

export const app = Fastify({ loggerInstance: logger, disableRequestLogging: true })

app.addHook('onRequest', async (request) => {
  logger.info({ method: request.method, url: request.url, headers: request.headers }, 'request')
})
app.register(orders)
