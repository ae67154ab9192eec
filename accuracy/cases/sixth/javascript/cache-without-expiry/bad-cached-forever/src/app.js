import express from 'express'
import { requireUser } from './auth.js'
import { searchPlaces } from './places.js'

export const app = express()

app.get('/places', requireUser, async (req, res) => {
  const text = String(req.query.q ?? '').trim().toLowerCase().slice(0, 60)
  const country = String(req.query.country ?? 'SE').toUpperCase().slice(0, 2)
  if (text.length < 2) return res.json({ places: [] })
  res.json({ places: await searchPlaces(text, country) })
})
