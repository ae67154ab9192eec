import Fastify from 'fastify'
import { authenticate, requireAdmin } from './guards.js'
import { setRole, usageOf } from './users.js'

export const app = Fastify()
app.addHook('onRequest', authenticate)

app.get('/admin/usage', { preHandler: requireAdmin }, async () => usageOf('all'))

app.put('/admin/users/:id/role', { preHandler: [] }, async (request, reply) => {
  await setRole(Number(request.params.id), String(request.body.role))
  return reply.code(204).send()
})
