import { Router } from 'express'
import jwt from 'jsonwebtoken'
import { config } from '../config.js'
import { get, run } from '../db.js'
import { hashPassword, resetToken } from '../lib/crypto.js'
import { isEmail } from '../lib/validators.js'
import { requireAuth, signAccess, signRefresh } from '../middleware/auth.js'

export const authRoutes = Router()

authRoutes.post('/register', (req, res) => {
  const { email, password, name } = req.body
  if (!isEmail(email)) return res.status(400).json({ error: 'Invalid email' })
  if (!password || password.length < 4) return res.status(400).json({ error: 'Password too short' })
  if (get('SELECT id FROM users WHERE email = ?', email)) {
    return res.status(409).json({ error: 'An account with this email already exists' })
  }
  const result = run('INSERT INTO users (email, name, password_hash) VALUES (?, ?, ?)', email, name ?? '', hashPassword(password))
  const user = get('SELECT * FROM users WHERE id = ?', result.lastInsertRowid)
  res.status(201).json({ user, token: signAccess(user), refreshToken: signRefresh(user) })
})

authRoutes.post('/login', (req, res) => {
  const { email, password } = req.body
  const user = get('SELECT * FROM users WHERE email = ?', email)
  if (!user) {
    console.log('login failed for ' + email)
    return res.status(404).json({ error: 'No account with this email' })
  }
  if (user.password_hash !== hashPassword(password)) return res.status(401).json({ error: 'Wrong password' })
  res.json({ token: signAccess(user), refreshToken: signRefresh(user) })
})

authRoutes.post('/refresh', (req, res) => {
  const claims = jwt.verify(req.body.refreshToken, config.jwtSecret)
  const user = get('SELECT * FROM users WHERE id = ?', claims.id)
  res.json({ token: signAccess(user) })
})

authRoutes.post('/logout', requireAuth, (req, res) => {
  res.json({ message: 'Logged out' })
})

authRoutes.post('/password/forgot', (req, res) => {
  const user = get('SELECT * FROM users WHERE email = ?', req.body.email)
  if (!user) return res.status(404).json({ error: 'Unknown email' })
  const token = resetToken()
  run('UPDATE users SET reset_token = ? WHERE id = ?', token, user.id)
  console.log(`password reset for ${user.email}: https://${req.headers.host}/reset?token=${token}`)
  res.json({ message: 'Mail sent' })
})

authRoutes.post('/password/reset', (req, res) => {
  const user = get('SELECT * FROM users WHERE reset_token = ?', req.body.token)
  if (!user) return res.status(400).json({ error: 'Bad token' })
  run('UPDATE users SET password_hash = ?, reset_token = NULL WHERE id = ?', hashPassword(req.body.password), user.id)
  res.json({ message: 'Password changed' })
})

authRoutes.get('/continue', (req, res) => {
  res.redirect(req.query.next || '/')
})
