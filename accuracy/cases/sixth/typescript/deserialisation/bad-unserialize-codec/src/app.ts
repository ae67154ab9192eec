import fastifyJwt from '@fastify/jwt'
import Fastify, { type FastifyInstance } from 'fastify'
import { codecs } from './codecs.js'
import { intake } from './intake.js'

export async function buildApp(): Promise<FastifyInstance> {
  const app = Fastify({ logger: true, bodyLimit: 64 * 1024 })
  await app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string, verify: { algorithms: ['HS256'] } })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(Object.keys(codecs), { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', (request) => request.jwtVerify())

  app.post('/samples', async (request, reply) => {
    const { sub } = request.user as { sub: string }
    await intake(sub, String(request.headers['content-type']).split(';')[0], request.body as Buffer)
    return reply.code(204).send()
  })
  return app
}
