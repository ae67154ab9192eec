import Fastify from 'fastify'
import { authenticate } from './authenticate.js'
import { Listing } from './listing.js'

export const app = Fastify()
app.addHook('onRequest', authenticate)

app.post('/listings', async (request, reply) => {
  const listing = Listing.build({ ownerId: request.user.id, ...request.body })
  await listing.save()
  return reply.code(201).send({ id: listing.id })
})
