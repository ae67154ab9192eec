import { Router } from 'express'
import { z } from 'zod'
import { db, inTransaction, record } from '../db'
import { Problem } from '../http/errors'
import { actorOf, allow, handle, read } from '../http/handle'
import { throttle } from '../http/throttle'
import { Page, paged } from '../lib/cursor'
import { Id } from '../permits/routes'

const Profile = z.object({ name: z.string().trim().min(1).max(120) }).strict()
const Trail = z.object({ before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) })
const seen = ['users.id', 'users.email', 'users.name', 'users.role', 'users.state', 'users.created_at']

export const peopleRoutes = Router()

peopleRoutes.get('/me', handle(async (req, res) => {
  res.json(await db('users').where({ id: actorOf(req).id }).first('id', 'email', 'name', 'role'))
}))

peopleRoutes.patch('/me', throttle('write'), handle(async (req, res) => {
  const actor = actorOf(req)
  const { name } = read(Profile, req.body)
  await inTransaction(async (tx) => {
    await tx('users').where({ id: actor.id }).update({ name })
    await record(tx, actor.id, 'account.renamed', actor.id)
  })
  res.status(204).end()
}))

peopleRoutes.get('/people', allow('people.list'), handle(async (req, res) => {
  res.json(await paged(db('users').select(seen), 'users', read(Page, req.query)))
}))

peopleRoutes.post('/people/:id/suspension', throttle('write'), allow('people.suspend'), handle(async (req, res) => {
  const actor = actorOf(req)
  const { id } = read(Id, req.params)
  if (id === actor.id) throw new Problem(409, 'not-yourself')
  await inTransaction(async (tx) => {
    const changed = await tx('users').where({ id }).update({ state: 'suspended' })
    if (!changed) throw new Problem(404, 'not-found')
    await tx('sessions').where({ user_id: id }).whereNull('revoked_at').update({ revoked_at: tx.fn.now() })
    await record(tx, actor.id, 'account.suspended', id)
  })
  res.status(204).end()
}))

peopleRoutes.get('/audit', allow('audit.read'), handle(async (req, res) => {
  const { before, limit } = read(Trail, req.query)
  const query = db('audit').select('id', 'actor_id', 'action', 'subject', 'at').orderBy('id', 'desc').limit(limit)
  if (before) query.where('id', '<', before)
  res.json(await query)
}))
