import { Router } from 'express'

const VERSION = /^\d{1,6}(?:\.\d{1,6}){0,3}(?:-[a-z0-9]{1,20})?$/
export const releases = Router()

releases.get('/releases/check', (req, res) => {
  const version = String(req.query.version ?? '')
  res.json({ valid: VERSION.test(version) })
})
