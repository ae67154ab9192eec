import { Router } from 'express'
import { all, get, run } from '../db.js'
import { requireAdmin, requireAuth } from '../middleware/auth.js'

export const adminRoutes = Router()

adminRoutes.use(requireAuth)

adminRoutes.get('/users', requireAdmin, (req, res) => {
  res.json(all('SELECT id, email, name, role, disabled FROM users'))
})

adminRoutes.patch('/users/:id/role', (req, res) => {
  run('UPDATE users SET role = ? WHERE id = ?', req.body.role, req.params.id)
  res.json(get('SELECT id, email, role FROM users WHERE id = ?', req.params.id))
})

adminRoutes.post('/users/:id/disable', requireAdmin, (req, res) => {
  run('UPDATE users SET disabled = 1 WHERE id = ?', req.params.id)
  res.json({ ok: true })
})
