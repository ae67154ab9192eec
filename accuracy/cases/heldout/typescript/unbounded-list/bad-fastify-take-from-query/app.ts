import { PrismaClient } from '@prisma/client'
import Fastify from 'fastify'

const prisma = new PrismaClient()
const querystring = {
  type: 'object',
  properties: { take: { type: 'integer', minimum: 1, default: 20 } },
} as const

export const app = Fastify()

app.get<{ Querystring: { take: number } }>('/photos', { schema: { querystring } }, async (request) => {
  return prisma.photo.findMany({ select: { id: true, title: true }, orderBy: { id: 'desc' }, take: request.query.take })
})
