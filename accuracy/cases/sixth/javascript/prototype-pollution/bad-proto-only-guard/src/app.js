import express from 'express'
import { requireUser } from './auth.js'
import { change, read } from './settings.js'

export const app = express()
app.use(express.json({ limit: '16kb' }), requireUser)

app.get('/settings', async (req, res) => {
  res.json(await read(req.user.accountId))
})

app.patch('/settings', async (req, res) => {
  const changes = Array.isArray(req.body) ? req.body.slice(0, 20) : []
  if (!changes.every((c) => typeof c?.path === 'string')) return res.sendStatus(422)
  res.json(await change(req.user.accountId, changes))
})
