import express from 'express'
import { entries } from './entries'
import { guard } from './guard'

export const app = express()
app.use(express.json())
app.get('/health', (_req, res) => {
  res.send('ok')
})

app.use(guard)
app.use('/entries', entries)
app.get('/whoami', (_req, res) => {
  res.json(res.locals.user)
})
