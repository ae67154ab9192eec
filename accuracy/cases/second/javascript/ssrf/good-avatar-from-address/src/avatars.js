import { createHash } from 'node:crypto'
import axios from 'axios'
import { Router } from 'express'
import { useAgent } from 'request-filtering-agent'
import { requireUser } from './auth.js'
import { bucket } from './bucket.js'

export const avatars = Router()
const LIMITS = { timeout: 5000, maxRedirects: 0, maxContentLength: 1_000_000, responseType: 'arraybuffer' }

avatars.put('/me/avatar', requireUser, async (req, res) => {
  const { address } = req.body
  const agent = useAgent(address)
  const { data } = await axios.get(address, { ...LIMITS, httpAgent: agent, httpsAgent: agent })
  const key = createHash('sha256').update(data).digest('hex')
  await bucket.put(`avatars/${key}`, data)
  res.json({ avatar: key })
})
