import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import { openSession } from './sessions.js'

const app = Fastify()
await app.register(cookie)

app.post('/session', async (request, reply) => {
  const token = await openSession(request.ip)
  reply.setCookie('session', token, { path: '/', secure: false })
  return reply.code(204).send()
})

await app.listen({ port: 3000 })
