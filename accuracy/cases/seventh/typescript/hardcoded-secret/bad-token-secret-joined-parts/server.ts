import fastifyJwt from '@fastify/jwt'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'

function need(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const parts = ['copper', 'harbour', '9317', 'meadow', 'thistle']
const secret = parts.join('-')

const app = Fastify({ logger: need('LOG_LEVEL') !== 'silent' })

app.register(fastifyJwt, {
  secret,
  sign: { expiresIn: '15m', algorithm: 'HS256' },
  verify: { algorithms: ['HS256'] },
})

app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
  try {
    await request.jwtVerify()
  } catch {
    return reply.code(401).send({ error: 'token' })
  }
})

app.get('/me', async (request: FastifyRequest) => ({ user: request.user }))

void app.listen({ port: 3000 })
