import Fastify from 'fastify'
import { PrismaClient } from '@prisma/client'
import { hash } from 'argon2'

const prisma = new PrismaClient()
const app = Fastify()

app.post('/sailors', async (request, reply) => {
  const { email, phrase } = request.body as { email: string; phrase: string }
  const sailor = await prisma.sailor.create({ data: { email, passwordHash: await hash(phrase) } })
  return reply.code(201).send(sailor)
})

await app.listen({ port: 3000 })
