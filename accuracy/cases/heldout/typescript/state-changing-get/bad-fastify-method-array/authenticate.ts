import type { FastifyReply, FastifyRequest } from 'fastify'
import { userOf } from './sessions.js'

export interface Signed {
  userId: string
}

export async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const userId = await userOf(request.headers.authorization)
  if (userId === undefined) return void reply.code(401).send({ error: 'unauthenticated' })
  Object.assign(request, { userId })
}
