import { PrismaClient } from '@prisma/client'
import { Hono } from 'hono'
import { z } from 'zod'

const prisma = new PrismaClient()
const Page = z.coerce.number().int().min(1).max(1000).catch(1)
const app = new Hono()

app.get('/stations', async (c) => {
  const stations = await prisma.station.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true } })
  return c.json(stations)
})

export default app
