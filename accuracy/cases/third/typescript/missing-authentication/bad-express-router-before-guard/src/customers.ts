import { Router } from 'express'
import { customers } from './store'

export const customerRoutes = Router()

customerRoutes.get('/', async (_req, res) => {
  res.json({ customers: await customers.page(res.locals.session.orgId, { limit: 50 }) })
})

customerRoutes.post('/', async (req, res) => {
  const { name, email } = req.body
  const created = await customers.create(res.locals.session.orgId, { name: String(name), email: String(email) })
  res.status(201).json(created)
})
