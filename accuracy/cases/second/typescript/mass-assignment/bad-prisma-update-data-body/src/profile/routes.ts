import { Router } from 'express'
import { requireUser } from '../auth.js'
import { prisma } from '../prisma.js'
import { ProfilePatch } from './schema.js'

export const profile = Router()

profile.patch('/me', requireUser, async (req, res) => {
  const data = ProfilePatch.parse(req.body)
  const user = await prisma.user.update({ where: { id: req.user!.id }, data, select: { id: true, displayName: true } })
  res.json(user)
})
