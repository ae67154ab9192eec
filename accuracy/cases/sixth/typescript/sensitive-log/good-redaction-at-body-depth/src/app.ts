import Fastify from 'fastify'
import { z } from 'zod'
import { logger } from './logger.js'
import { changePin } from './pins.js'
import { tooMany } from './throttle.js'

const change = z.object({
  login: z.string().max(60),
  pin: z.string().regex(/^\d{6}$/),
  newPin: z.string().regex(/^\d{6}$/),
})

export const app = Fastify({ loggerInstance: logger })

app.addHook('preHandler', async (request) => {
  if (request.method === 'GET') return
  request.log.info({ body: request.body, route: request.routeOptions.url }, 'request body')
})

app.post('/pin', async (request, reply) => {
  const { login, pin, newPin } = change.parse(request.body)
  if (await tooMany(login)) return reply.code(429).send({ error: 'too many attempts' })
  const changed = await changePin(login, pin, newPin)
  return reply.code(changed ? 204 : 401).send()
})
