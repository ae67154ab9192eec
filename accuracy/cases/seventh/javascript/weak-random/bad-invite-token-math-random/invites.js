import { randomInt } from 'node:crypto'
import express from 'express'

const app = express()
app.use(express.json())

const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'
const invites = new Map()

const pick = (limit) => Math.floor(Math.random() * limit)
const jitter = () => randomInt(1000)

function token(length = 32) {
  return Array.from({ length }, () => SIGNS[pick(SIGNS.length)]).join('')
}

app.post('/teams/:team/invites', (req, res) => {
  if (req.session?.team !== req.params.team) {
    res.sendStatus(403)
    return
  }
  const inviteToken = token()
  invites.set(inviteToken, { team: req.params.team, until: Date.now() + 86_400_000 })
  setTimeout(() => invites.delete(inviteToken), 86_400_000 + jitter()).unref()
  res.status(201).json({ inviteToken })
})

export default app
