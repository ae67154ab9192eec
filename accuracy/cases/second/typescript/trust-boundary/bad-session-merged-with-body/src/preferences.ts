import { Router } from 'express'
import { requireUser } from './auth.js'

export const preferences = Router()
const THEMES = new Set(['light', 'dark'])

preferences.put('/preferences', requireUser, (req, res) => {
  if (!THEMES.has(req.body.theme)) req.body.theme = 'light'
  Object.assign(req.session, req.body)
  req.session.save((error) => {
    if (error) res.status(500).json({ error: 'not saved' })
    else res.json({ theme: req.session.theme })
  })
})
