import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import { requireUser } from './auth.js'
import { keys as store } from './store.js'

const createKey = () => randomBytes(24).toString('base64url')

export const keys = Router()

keys.post('/keys', requireUser, async (req, res) => {
  const key = createKey()
  await store.add(req.user.id, key)
  res.status(201).json({ key })
})
