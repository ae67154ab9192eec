import { Router } from 'express'
import { get, run } from '../db.js'
import { encryptCard } from '../lib/crypto.js'
import { merge } from '../lib/merge.js'
import { requireAuth } from '../middleware/auth.js'

export const userRoutes = Router()

userRoutes.use(requireAuth)

userRoutes.get('/me', (req, res) => {
  res.json(get('SELECT * FROM users WHERE id = ?', req.user.id))
})

userRoutes.patch('/me', (req, res) => {
  const columns = Object.keys(req.body)
  if (columns.length === 0) return res.status(400).json({ error: 'Nothing to change' })
  const known = ['email', 'name', 'role', 'disabled', 'card_token']
  const changes = columns.filter((column) => known.includes(column))
  for (const column of changes) run(`UPDATE users SET ${column} = ? WHERE id = ?`, req.body[column], req.user.id)
  res.json(get('SELECT id, email, name, role FROM users WHERE id = ?', req.user.id))
})

userRoutes.put('/me/preferences', (req, res) => {
  const row = get('SELECT preferences FROM users WHERE id = ?', req.user.id)
  const preferences = merge(JSON.parse(row.preferences), req.body)
  run('UPDATE users SET preferences = ? WHERE id = ?', JSON.stringify(preferences), req.user.id)
  res.json(preferences)
})

userRoutes.post('/me/card', (req, res) => {
  run('UPDATE users SET card_token = ? WHERE id = ?', encryptCard(req.body.number), req.user.id)
  res.status(204).end()
})

userRoutes.get('/me/theme', (req, res) => {
  const options = {}
  res.json({ theme: options.theme ?? 'light', density: options.density ?? 'normal' })
})
