import Fastify from 'fastify'
import { Scheduler } from './hooks.js'

const scheduler = new Scheduler()
export const app = Fastify()

app.post('/hooks', async (request, reply) => {
  scheduler.add(request.body)
  scheduler.start()
  return reply.code(202).send()
})
