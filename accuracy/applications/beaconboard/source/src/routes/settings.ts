import type { Prisma } from '@prisma/client'
import { Router } from 'express'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { env } from '../env.js'
import { prisma } from '../lib/clients.js'
import { notFound } from '../lib/errors.js'
import { setPath } from '../lib/objects.js'
import { atLeast, authenticate } from '../middleware/auth.js'

export const settingRoutes = Router()
settingRoutes.use(authenticate)

settingRoutes.put('/', atLeast('admin'), async (req, res) => {
  const { path, value } = z.object({ path: z.string().max(100), value: z.union([z.string().max(500), z.number(), z.boolean()]) }).parse(req.body)
  const { settings } = await prisma.workspace.findUniqueOrThrow({ where: { id: req.actor.workspaceId } })
  const changed = setPath(settings as Record<string, unknown>, path, value)
  await prisma.workspace.update({ where: { id: req.actor.workspaceId }, data: { settings: changed as Prisma.InputJsonValue } })
  res.json(changed)
})

settingRoutes.get('/export', atLeast('admin'), (req, res) => {
  const file = String(req.query.file ?? 'latest.csv')
  const stream = createReadStream(join(env.EXPORT_DIR, req.actor.workspaceId, file))
  stream.on('error', () => res.sendStatus(404))
  stream.pipe(res.type('csv'))
})

settingRoutes.get('/export/:id', atLeast('admin'), (req, res) => {
  const id = z.string().uuid().safeParse(req.params.id)
  if (!id.success) throw notFound()
  res.sendFile(`${id.data}.csv`, { root: join(env.EXPORT_DIR, 'shared') })
})
