import Fastify from 'fastify'
import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()
const app = Fastify()

app.get('/tasks', async () => {
  const tasks = await prisma.task.findMany({ take: 50, orderBy: { id: 'desc' } })
  return Promise.all(
    tasks.map(async (task) => ({ title: task.title, assignee: await prisma.user.findUnique({ where: { id: task.assigneeId }, select: { name: true } }) })),
  )
})

await app.listen({ port: 3000 })
