import { PrismaClient } from '@prisma/client'
import Fastify from 'fastify'
import { authenticate, type Signed } from './authenticate.js'

const prisma = new PrismaClient()
export const app = Fastify()

app.route<{ Params: { id: string } }>({
  method: ['GET', 'DELETE'],
  url: '/aliases/:id',
  onRequest: authenticate,
  handler: async (request, reply) => {
    const { userId } = request as unknown as Signed
    await prisma.alias.deleteMany({ where: { id: request.params.id, ownerId: userId } })
    return reply.code(204).send()
  },
})
