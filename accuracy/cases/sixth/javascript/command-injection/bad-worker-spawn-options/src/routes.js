import { Router } from 'express'
import { randomUUID } from 'node:crypto'
import { requireUser } from './auth.js'
import { clips } from './queue.js'

export const router = Router()

router.post('/clips', requireUser, async (req, res) => {
  const { title, seconds } = req.body
  if (typeof title !== 'string' || title.length > 80) return res.sendStatus(422)
  const id = randomUUID()
  await clips.add('render', { id, owner: req.user.id, title, seconds: Math.min(Number(seconds) || 10, 60) })
  res.status(202).json({ id })
})
