import { timingSafeEqual } from 'node:crypto'

const EXPECTED = Buffer.from(`Bearer ${process.env.API_TOKEN}`)

export async function requireToken(request, reply) {
  const given = Buffer.from(request.headers.authorization ?? '')
  if (given.length !== EXPECTED.length || !timingSafeEqual(given, EXPECTED)) return reply.code(401).send({ error: 'unauthenticated' })
}
