import Fastify from 'fastify'
import { parcels } from './client.js'

const app = Fastify()

app.get('/parcels/:id', async (request) => {
  const { data } = await parcels.get(`/parcels/${encodeURIComponent(request.params.id)}`)
  return data
})

app.listen({ port: 3000 })
