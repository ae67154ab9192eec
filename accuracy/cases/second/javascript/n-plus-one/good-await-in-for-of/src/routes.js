import { Router } from 'express'
import { requireUser } from './auth.js'
import { contractsOf } from './contracts.js'

export const contracts = Router()

contracts.get('/contracts', requireUser, async (req, res) => {
  res.json(await contractsOf(req.user.customerId))
})
