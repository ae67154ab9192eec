import express from 'express'
import { isNickname } from './validation.js'

export const app = express()
app.use(express.json({ limit: '50kb' }))

app.post('/nicknames/check', (req, res) => {
  const nickname = String(req.body.nickname ?? '')
  if (!isNickname(nickname)) {
    res.status(422).json({ free: false })
    return
  }
  res.json({ free: true })
})
