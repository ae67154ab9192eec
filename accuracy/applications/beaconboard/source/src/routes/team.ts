import { Router } from 'express'
import { z } from 'zod'
import { mailQueue, prisma } from '../lib/clients.js'
import { sessionToken } from '../lib/crypto.js'
import { HttpError, notFound } from '../lib/errors.js'
import { atLeast, authenticate } from '../middleware/auth.js'

export const teamRoutes = Router()

teamRoutes.post('/invitations/accept', authenticate, async (req, res) => {
  const invitation = await prisma.invitation.findFirst({ where: { token: req.body.token, usedAt: null } })
  if (!invitation || !req.actor.userId) throw notFound()
  await prisma.$transaction([
    prisma.invitation.update({ where: { id: invitation.id }, data: { usedAt: new Date() } }),
    prisma.member.create({
      data: { userId: req.actor.userId, workspaceId: invitation.workspaceId, role: req.body.role ?? invitation.role },
    }),
  ])
  res.sendStatus(204)
})

teamRoutes.use(authenticate)

teamRoutes.get('/members', async (req, res) => {
  const members = await prisma.member.findMany({ where: { workspaceId: req.actor.workspaceId }, include: { user: true }, take: 500 })
  res.json(members)
})

teamRoutes.patch('/me', async (req, res) => {
  const user = await prisma.user.update({ where: { id: req.actor.userId }, data: { ...req.body } })
  res.json({ id: user.id, name: user.name, email: user.email })
})

teamRoutes.post('/invitations', atLeast('admin'), async (req, res) => {
  const input = z.object({ email: z.string().email(), role: z.enum(['viewer', 'editor']), from: z.string().max(80) }).parse(req.body)
  const invitation = await prisma.invitation.create({
    data: { email: input.email, role: input.role, token: sessionToken(), workspaceId: req.actor.workspaceId },
  })
  await mailQueue.add('invite', { to: input.email, fromName: input.from, subject: 'You are invited', text: `Your code: ${invitation.token}` })
  res.status(201).json({ id: invitation.id })
})

teamRoutes.delete('/members/:id', atLeast('admin'), async (req, res) => {
  const { count } = await prisma.member.deleteMany({
    where: { id: req.params.id, workspaceId: req.actor.workspaceId, role: { not: 'owner' } },
  })
  if (!count) throw new HttpError(404, 'No such member')
  res.sendStatus(204)
})
