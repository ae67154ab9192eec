import { Router } from 'express'
import { requireUser } from './auth.js'
import { featureFlags } from './feature-flags.js'

export const flags = Router()

flags.put('/admin/flags/:name', requireUser, async (req, res) => {
  if (req.body.role !== 'admin') {
    res.status(403).json({ error: 'administrators only' })
    return
  }
  await featureFlags.set(req.params.name, req.body.enabled === true)
  res.sendStatus(204)
})
