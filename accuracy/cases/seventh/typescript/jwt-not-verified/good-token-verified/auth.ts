import { createRemoteJWKSet, jwtVerify } from 'jose'
import Fastify, { type FastifyRequest } from 'fastify'

const issuer = 'https://login.example/'
const audience = 'orders'
const keys = createRemoteJWKSet(new URL(`${issuer}jwks.json`))

async function subject(token: string): Promise<string | undefined> {
  const { payload } = await jwtVerify(token, keys, { issuer, audience })
  const known = typeof payload.sub === 'string'
  return known ? payload.sub : undefined
}

const app = Fastify()
app.decorateRequest('userId', '')

app.addHook('onRequest', async (request: FastifyRequest & { userId?: string }, reply) => {
  const [scheme, token] = request.headers.authorization?.split(' ') ?? []
  const userId = scheme === 'Bearer' && token ? await subject(token).catch(() => undefined) : undefined
  if (userId === undefined) return reply.code(401).send({ error: 'token' })
  request.userId = userId
})

app.get('/me', async (request: FastifyRequest & { userId?: string }) => ({ id: request.userId }))

void app.listen({ port: 3000 })
