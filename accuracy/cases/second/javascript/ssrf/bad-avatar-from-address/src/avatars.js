import { createHash } from 'node:crypto'
import axios from 'axios'
import { Router } from 'express'
import { requireUser } from './auth.js'
import { bucket } from './bucket.js'

export const avatars = Router()
const LIMITS = { timeout: 5000, maxRedirects: 0, maxContentLength: 1_000_000, responseType: 'arraybuffer' }

avatars.put('/me/avatar', requireUser, async (req, res) => {
  const { address } = req.body
  const { data } = await axios.get(address, LIMITS)
  const key = createHash('sha256').update(data).digest('hex')
  await bucket.put(`avatars/${key}`, data)
  res.json({ avatar: key })
})
