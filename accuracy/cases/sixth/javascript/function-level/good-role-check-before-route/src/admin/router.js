import { Router } from 'express'
import { requireUser } from '../auth.js'
import { requireRole } from './require-role.js'
import * as users from './users.js'

export const admin = Router()

admin.use(requireUser)
admin.use(requireRole('admin'))

admin.delete('/users/:id', async (req, res) => {
  const removed = await users.remove(req.params.id)
  res.sendStatus(removed ? 204 : 404)
})

admin.get('/users', async (req, res) => {
  res.json({ items: await users.page(Number(req.query.after) || 0) })
})

admin.put('/users/:id/role', async (req, res) => {
  const role = String(req.body.role)
  if (!['member', 'editor', 'admin'].includes(role)) return res.sendStatus(422)
  await users.setRole(req.params.id, role)
  res.sendStatus(204)
})
