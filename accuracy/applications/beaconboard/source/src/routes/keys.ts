import { Router } from 'express'
import { z } from 'zod'
import { log, prisma } from '../lib/clients.js'
import { digest, makeKey, seal } from '../lib/crypto.js'
import { atLeast, authenticate } from '../middleware/auth.js'

export const keyRoutes = Router()
keyRoutes.use(authenticate, atLeast('admin'))

keyRoutes.get('/', async (req, res) => {
  res.json(await prisma.apiKey.findMany({ where: { workspaceId: req.actor.workspaceId }, select: { id: true, label: true }, take: 100 }))
})

keyRoutes.post('/', async (req, res) => {
  const { label } = z.object({ label: z.string().min(1).max(60) }).parse(req.body)
  const key = makeKey('bb')
  const { id } = await prisma.apiKey.create({ data: { label, hash: digest(key), workspaceId: req.actor.workspaceId } })
  log.info({ id, label, key }, 'api key created')
  res.status(201).json({ id, key })
})

keyRoutes.delete('/:id', async (req, res) => {
  await prisma.apiKey.deleteMany({ where: { id: req.params.id, workspaceId: req.actor.workspaceId } })
  res.sendStatus(204)
})

keyRoutes.post('/hooks', async (req, res) => {
  const { url, secret } = z.object({ url: z.string().url(), secret: z.string().min(16).max(100) }).parse(req.body)
  const hook = await prisma.hook.create({ data: { url, secret: seal(secret), workspaceId: req.actor.workspaceId } })
  res.status(201).json({ id: hook.id })
})
