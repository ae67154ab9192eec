import { Router } from 'express'
import { z } from 'zod'
import { env } from '../env.js'
import { hooksQueue, prisma } from '../lib/clients.js'
import { sameSignature, sign } from '../lib/crypto.js'
import { HttpError, notFound } from '../lib/errors.js'
import { atLeast, authenticate } from '../middleware/auth.js'

export const incidentRoutes = Router()

// The code host tells us of deployments.
incidentRoutes.post('/deployments', async (req, res) => {
  const given = String(req.header('x-hub-signature-256') ?? '')
  if (!sameSignature(given, `sha256=${sign(req.rawBody ?? '', env.SCM_HOOK_SECRET)}`)) throw new HttpError(401, 'Bad signature')
  res.sendStatus(202)
})

incidentRoutes.use(authenticate)

incidentRoutes.post('/', atLeast('editor'), async (req, res) => {
  const input = z.object({ title: z.string().min(1).max(120), body: z.string().max(10_000) }).parse(req.body)
  const incident = await prisma.incident.create({ data: { ...input, workspaceId: req.actor.workspaceId } })
  const hooks = await prisma.hook.findMany({ where: { workspaceId: req.actor.workspaceId }, take: 20 })
  await hooksQueue.addBulk(hooks.map((hook) => ({ name: 'incident', data: { hookId: hook.id, incidentId: incident.id } })))
  res.status(201).json({ id: incident.id })
})

incidentRoutes.post('/:id/close', atLeast('editor'), async (req, res) => {
  const { count } = await prisma.incident.updateMany({
    where: { id: req.params.id, workspaceId: req.actor.workspaceId },
    data: { state: 'closed' },
  })
  if (!count) throw notFound()
  res.sendStatus(204)
})
