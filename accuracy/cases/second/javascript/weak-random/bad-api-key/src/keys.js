import { Router } from 'express'
import { requireUser } from './auth.js'
import { keys as store } from './store.js'

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const createKey = () => Array.from({ length: 24 }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('')

export const keys = Router()

keys.post('/keys', requireUser, async (req, res) => {
  const key = createKey()
  await store.add(req.user.id, key)
  res.status(201).json({ key })
})
