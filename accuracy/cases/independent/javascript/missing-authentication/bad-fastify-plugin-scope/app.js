import Fastify from 'fastify'
import { authenticate } from './authenticate.js'
import { closeQueue, listQueues } from './queues.js'

const app = Fastify()

app.register(async (scope) => {
  scope.addHook('preHandler', authenticate)
  scope.get('/queues', async () => listQueues(50))
})

app.register(async (scope) => {
  scope.delete('/queues/:name', async (request, reply) => {
    await closeQueue(request.params.name)
    return reply.code(204).send()
  })
})

app.listen({ port: 3000 })
