import { Router } from 'express'
import { z } from 'zod'
import { checksQueue, prisma, shotsQueue } from '../lib/clients.js'
import { notFound } from '../lib/errors.js'
import { escapeRegExp } from '../lib/objects.js'
import { atLeast, authenticate } from '../middleware/auth.js'
import { monitors } from '../repos/monitors.js'

export const monitorRoutes = Router()
monitorRoutes.use(authenticate)

const monitorInput = z.object({
  name: z.string().min(1).max(80),
  url: z.string().url().max(500),
  expect: z.string().max(200).optional(),
  alertRule: z.string().max(300).optional(),
})

monitorRoutes.get('/', async (req, res) => {
  res.json(await monitors.list(req.actor.workspaceId, String(req.query.order)))
})

monitorRoutes.get('/search', async (req, res) => {
  const { q, sort } = z.object({ q: z.string().max(100), sort: z.string().default('name') }).parse(req.query)
  res.json(await monitors.search(req.actor.workspaceId, q, sort))
})

monitorRoutes.get('/failing', async (req, res) => {
  const list = await prisma.monitor.findMany({ where: { workspaceId: req.actor.workspaceId }, take: 200 })
  const checks = await prisma.check.findMany({
    where: { monitorId: { in: list.map((monitor) => monitor.id) } },
    distinct: ['monitorId'],
    orderBy: { at: 'desc' },
  })
  const failing = checks.filter((check) => !check.ok).map(({ monitorId, at }) => ({ id: monitorId, since: at }))
  res.json(failing)
})

monitorRoutes.post('/', atLeast('editor'), async (req, res) => {
  const input = monitorInput.parse(req.body)
  const monitor = await prisma.monitor.create({ data: { ...input, workspaceId: req.actor.workspaceId } })
  await checksQueue.add('check', { monitorId: monitor.id }, { repeat: { every: 60_000 }, jobId: monitor.id })
  res.status(201).json({ id: monitor.id })
})

monitorRoutes.get('/:id', async (req, res) => {
  const monitor = await monitors.findIn(req.actor.workspaceId, req.params.id)
  if (!monitor) throw notFound()
  res.json(monitor)
})

monitorRoutes.get('/:id/checks', async (req, res) => {
  const monitor = await monitors.find(req.params.id)
  if (!monitor) throw notFound()
  const checks = await monitors.checks(monitor.id)
  res.json({ url: monitor.url, checks: checks.map(({ ok, ms, at }) => ({ ok, ms, at })) })
})

monitorRoutes.get('/:id/uptime', async (req, res) => {
  const monitor = await monitors.findIn(req.actor.workspaceId, req.params.id)
  if (!monitor) throw notFound()
  const [row] = await monitors.uptime(monitor.id, String(req.query.span ?? '7 days'))
  res.json({ ratio: Number(row?.ratio ?? 0) })
})

monitorRoutes.post('/:id/expect', atLeast('editor'), async (req, res) => {
  const { text } = z.object({ text: z.string().min(1).max(100) }).parse(req.body)
  const sample = z.string().max(10_000).parse(req.body.sample)
  const found = new RegExp(escapeRegExp(text), 'i').test(sample)
  res.json({ found })
})

monitorRoutes.post('/:id/screenshot', atLeast('editor'), async (req, res) => {
  const monitor = await monitors.findIn(req.actor.workspaceId, req.params.id)
  if (!monitor) throw notFound()
  await shotsQueue.add('shot', { id: monitor.id, url: monitor.url, size: String(req.body.size ?? '1280,800') })
  res.sendStatus(202)
})
