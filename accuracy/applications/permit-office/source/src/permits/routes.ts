import { Router } from 'express'
import { z } from 'zod'
import { actorOf, allow, handle, read } from '../http/handle'
import { throttle } from '../http/throttle'
import { Page } from '../lib/cursor'
import { suggest } from '../lib/geocoder'
import * as service from './service'

export const Id = z.object({ id: z.string().uuid() })
const Text = z.string().trim().min(1)
const Draft = z.object({ address: Text.max(200), works: Text.max(2000) }).strict()
const Revision = Draft.partial().extend({ version: z.number().int().positive() }).strict()
const Decision = z.object({ verdict: z.enum(['granted', 'refused']), reason: Text.max(2000) }).strict()
const Listing = Page.extend({ status: z.enum(['draft', 'submitted', 'granted', 'refused', 'withdrawn']).optional() })

export const permitRoutes = Router()
const writing = [throttle('write'), allow('permit.write')]

permitRoutes.get('/', handle(async (req, res) => {
  const { status, ...page } = read(Listing, req.query)
  const { items, next } = await service.list(actorOf(req), page, status)
  res.json({ items: items.map(service.present), next })
}))

permitRoutes.get('/queue', allow('permit.queue'), handle(async (req, res) => {
  const { items, next } = await service.list(actorOf(req), read(Page, req.query), 'submitted')
  res.json({ items: items.map(service.present), next })
}))

permitRoutes.get('/addresses', throttle('write'), handle(async (req, res) => {
  const { q } = read(z.object({ q: Text.max(80) }), req.query)
  res.json(await suggest(q))
}))

permitRoutes.post('/', writing, handle(async (req, res) => {
  const permit = await service.draft(actorOf(req), read(Draft, req.body))
  res.status(201).json(service.present(permit))
}))

permitRoutes.get('/:id', handle(async (req, res) => {
  res.json(service.present(await service.find(actorOf(req), read(Id, req.params).id)))
}))

permitRoutes.patch('/:id', writing, handle(async (req, res) => {
  const { version, ...changes } = read(Revision, req.body)
  await service.revise(actorOf(req), read(Id, req.params).id, version, changes)
  res.status(204).end()
}))

permitRoutes.post('/:id/submit', writing, handle(async (req, res) => {
  await service.submit(actorOf(req), read(Id, req.params).id)
  res.status(204).end()
}))

permitRoutes.post('/:id/withdraw', writing, handle(async (req, res) => {
  await service.withdraw(actorOf(req), read(Id, req.params).id)
  res.status(204).end()
}))

permitRoutes.post('/:id/decision', throttle('write'), allow('permit.decide'), handle(async (req, res) => {
  const { verdict, reason } = read(Decision, req.body)
  await service.decide(actorOf(req), read(Id, req.params).id, verdict, reason)
  res.status(204).end()
}))

permitRoutes.get('/:id/history', handle(async (req, res) => {
  res.json(await service.history(actorOf(req), read(Id, req.params).id))
}))
