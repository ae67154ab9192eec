import { userOf } from './sessions.js'

export async function authenticate(request, reply) {
  request.user = await userOf(request.headers.authorization)
  if (!request.user) return reply.code(401).send({ error: 'unauthenticated' })
}
