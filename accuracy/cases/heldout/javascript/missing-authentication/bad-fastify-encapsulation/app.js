import Fastify from 'fastify'
import { requireToken } from './require-token.js'
import { dropTenant, renameTenant } from './tenants.js'

export const app = Fastify()

app.register(async (scope) => {
  scope.addHook('onRequest', requireToken)
  scope.patch('/tenants/:id', async (request) => renameTenant(request.params.id, request.body.name))
})

app.register(async (scope) => {
  scope.delete('/tenants/:id', async (request, reply) => {
    await dropTenant(request.params.id)
    return reply.code(204).send()
  })
})
