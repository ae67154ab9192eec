import { PrismaClient } from '@prisma/client'
import { Hono } from 'hono'
import { jwt } from 'hono/jwt'

const prisma = new PrismaClient()
export const users = new Hono()

users.use('*', jwt({ secret: process.env.JWT_SECRET ?? '', alg: 'HS256' }))

users.get('/:id', async (c) => {
  const id = Number(c.req.param('id'))
  const user = await prisma.user.findUnique({ where: { id } })
  if (!user) {
    return c.json({ error: 'no such user' }, 404)
  }
  return c.json(user)
})
