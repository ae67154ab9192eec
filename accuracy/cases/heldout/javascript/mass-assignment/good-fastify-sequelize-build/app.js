import Fastify from 'fastify'
import { authenticate } from './authenticate.js'
import { Listing } from './listing.js'

export const app = Fastify()
app.addHook('onRequest', authenticate)

app.post('/listings', async (request, reply) => {
  const { title, price } = request.body
  const listing = Listing.build({ ownerId: request.user.id, title, price })
  await listing.save()
  return reply.code(201).send({ id: listing.id })
})
