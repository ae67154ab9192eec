import { userOf } from './sessions.js'

export async function authenticate(request, reply) {
  request.user = await userOf(request.headers.authorization)
  if (!request.user) return reply.code(401).send({ error: 'unauthenticated' })
}

export async function requireAdmin(request, reply) {
  if (request.user.role !== 'admin') return reply.code(403).send({ error: 'forbidden' })
}
