import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import { z } from 'zod'
import { PrintingService } from './printing/service.js'

const body = z.object({
  documentId: z.string().uuid(),
  title: z.string().min(1).max(100),
  copies: z.number().int().min(1).max(20),
})

export async function buildApp() {
  const app = Fastify({ logger: true })
  await app.register(fastifyJwt, { secret: process.env.JWT_SECRET as string, verify: { algorithms: ['HS256'] } })
  app.addHook('onRequest', (request) => request.jwtVerify())

  const printing = new PrintingService(process.env.PRINT_QUEUE ?? 'office', '/var/spool/documents')
  app.post('/print', async (request, reply) => {
    const job = body.parse(request.body)
    return reply.code(202).send({ receipt: await printing.print(job) })
  })
  return app
}
