import { PrismaClient } from '@prisma/client'
import express, { type Request, type Response } from 'express'
import { z } from 'zod'
import { requireUser, type Signed } from './guard.js'

const prisma = new PrismaClient()
const profile = z.object({ nickname: z.string().max(40), bio: z.string().max(500).optional() })

export const app = express()
app.use(express.json())

app.put('/profile', requireUser, async (req: Request, res: Response) => {
  const { userId } = req as Signed
  const parsed = profile.safeParse(req.body)
  if (!parsed.success) return void res.status(422).json({ issues: parsed.error.issues.length })
  await prisma.user.update({ where: { id: userId }, data: parsed.data, select: { id: true } })
  res.status(204).end()
})
