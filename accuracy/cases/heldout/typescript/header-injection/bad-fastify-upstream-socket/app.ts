import Fastify from 'fastify'
import { notifyLegacy } from './legacy.js'

const TENANT = /^\w{1,30}/

export const app = Fastify()

app.post<{ Body: { tenant: string } }>('/events', async (request, reply) => {
  const { tenant } = request.body
  if (!TENANT.test(tenant)) return reply.code(422).send({ error: 'bad tenant' })
  notifyLegacy(tenant)
  return reply.code(202).send()
})
