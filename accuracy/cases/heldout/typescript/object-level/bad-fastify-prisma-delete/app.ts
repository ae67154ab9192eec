import fastifyJwt from '@fastify/jwt'
import { PrismaClient } from '@prisma/client'
import Fastify from 'fastify'

const prisma = new PrismaClient()
export const app = Fastify()
app.register(fastifyJwt, { secret: process.env.JWT_KEY ?? '' })
app.addHook('onRequest', async (request) => {
  await request.jwtVerify()
})

app.delete<{ Params: { id: string } }>('/ssh-keys/:id', async (request, reply) => {
  const { sub } = request.user as { sub: string }
  await prisma.sshKey.delete({ where: { id: request.params.id } })
  request.log.info({ sub }, 'key deleted')
  return reply.code(204).send()
})
