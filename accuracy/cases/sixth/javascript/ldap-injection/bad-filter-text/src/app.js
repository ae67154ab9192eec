import express from 'express'
import { requireUser } from './auth.js'
import { findByName } from './directory/people.js'

export const app = express()

app.get('/people', requireUser, async (req, res) => {
  const name = String(req.query.name ?? '').trim()
  if (name.length < 2 || name.length > 60) return res.status(400).json({ error: 'name is too short or too long' })
  res.json({ people: await findByName(name) })
})
