import { Router } from 'express'
import { requireUser } from '../require-user.js'
import { withLastMessages } from './enrich.js'
import { page } from './repository.js'

export const threadRoutes = Router()

threadRoutes.get('/threads', requireUser, async (req, res) => {
  const limit = Math.min(Number(req.query.limit) || 30, 100)
  const before = req.query.before ? new Date(String(req.query.before)) : new Date()
  const threads = await page(req.user.id, { limit, before })
  res.json({ threads: await withLastMessages(threads) })
})
