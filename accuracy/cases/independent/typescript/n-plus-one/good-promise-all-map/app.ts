import Fastify from 'fastify'
import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()
const app = Fastify()

app.get('/tasks', async () => {
  const tasks = await prisma.task.findMany({ take: 50, orderBy: { id: 'desc' } })
  const users = await prisma.user.findMany({ where: { id: { in: tasks.map((task) => task.assigneeId) } }, select: { id: true, name: true }, take: 50 })
  const names = new Map(users.map((user) => [user.id, user.name]))
  return tasks.map((task) => ({ title: task.title, assignee: names.get(task.assigneeId) }))
})

await app.listen({ port: 3000 })
