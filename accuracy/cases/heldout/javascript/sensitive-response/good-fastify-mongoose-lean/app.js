import Fastify from 'fastify'
import { Member } from './member.js'

export const app = Fastify()

app.get('/members/:handle', async (request, reply) => {
  const member = await Member.findOne({ handle: String(request.params.handle) }).select('handle bio').lean()
  if (!member) return reply.code(404).send({ error: 'not found' })
  return member
})
