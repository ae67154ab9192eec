import { Router } from 'express'

const VERSION = /^(\d+\.?)+(-[a-z0-9]+)?$/
export const releases = Router()

releases.get('/releases/check', (req, res) => {
  const version = String(req.query.version ?? '')
  res.json({ valid: VERSION.test(version) })
})
