import { PrismaClient } from '@prisma/client'
import express from 'express'
import { z } from 'zod'
import { requireUser, type SignedRequest } from './security.js'

const prisma = new PrismaClient()
const Profile = z.object({ name: z.string().max(80), city: z.string().max(80) }).strict()
export const app = express()
app.use(express.json())

app.put('/profile', requireUser, async (req: SignedRequest, res) => {
  const data = req.body
  const user = await prisma.user.update({ where: { id: req.userId }, data, select: { id: true, name: true } })
  res.json(user)
})
