import { PrismaClient } from '@prisma/client'
import express, { type Request, type Response } from 'express'

const prisma = new PrismaClient()
const app = express()

app.get('/trips', async (req: Request, res: Response) => {
  const from = String(req.query.from)
  const trips = await prisma.$queryRaw`SELECT id, price FROM trips WHERE origin = ${from} LIMIT 50`
  res.json(trips)
})

export default app
