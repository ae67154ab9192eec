import express from 'express'
import { requireUser } from './auth/require-user.js'

export const app = express()
app.use(requireUser)
app.get('/me', (_req, res) => {
  res.json({ id: res.locals.userId })
})
