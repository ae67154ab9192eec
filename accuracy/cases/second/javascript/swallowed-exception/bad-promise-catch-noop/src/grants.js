import { Router } from 'express'
import { adminOnly } from './auth.js'
import { record } from './audit.js'
import { grants as store } from './store.js'

export const grants = Router()

grants.post('/grants', adminOnly, async (req, res) => {
  const grant = await store.add(Number(req.body.userId), String(req.body.scope))
  await record({ kind: 'grant', by: req.user.id, grant: grant.id })
  res.status(201).json({ id: grant.id })
})
