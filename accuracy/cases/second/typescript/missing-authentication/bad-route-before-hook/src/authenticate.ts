import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessions } from './sessions.js'

export async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const session = await sessions.find(request.headers.authorization)
  if (session?.role !== 'operator') await reply.code(401).send({ error: 'sign in first' })
}
