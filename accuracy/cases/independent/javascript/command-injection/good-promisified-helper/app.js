import Fastify from 'fastify'
import { resize } from './images.js'

const app = Fastify()
const SIZES = new Map([
  ['small', '120x120'],
  ['large', '1200x1200'],
])

app.post('/resize', async (request, reply) => {
  const size = SIZES.get(request.body.size)
  if (size === undefined) return reply.code(422).send()
  await resize('logo.png', size)
  return { ok: true }
})

app.listen({ port: 3000 })
