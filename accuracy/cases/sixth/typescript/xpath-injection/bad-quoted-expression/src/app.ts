import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import { Catalogue } from './catalogue.js'

interface Params {
  number: string
}

const params = {
  type: 'object',
  required: ['number'],
  properties: { number: { type: 'string', minLength: 1, maxLength: 120 } },
}

export async function buildApp() {
  const app = Fastify({ logger: true })
  const catalogue = await Catalogue.load(process.env.CATALOGUE ?? '/srv/catalogue.xml')
  await app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string, verify: { algorithms: ['HS256'] } })
  app.addHook('onRequest', (request) => request.jwtVerify())

  app.get<{ Params: Params }>('/parts/:number', { schema: { params } }, async (request, reply) => {
    const { supplier } = request.user as { supplier: string }
    const [part] = catalogue.find(supplier, request.params.number)
    if (!part) return reply.code(404).send({ error: 'no such part' })
    return part
  })
  return app
}
