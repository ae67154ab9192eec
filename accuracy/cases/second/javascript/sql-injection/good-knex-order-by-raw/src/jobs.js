import { Router } from 'express'
import { db } from './db.js'

const ORDERS = new Map([
  ['newest', 'posted_at DESC'],
  ['salary', 'salary_max DESC NULLS LAST'],
])
export const jobs = Router()

jobs.get('/jobs', async (req, res) => {
  const { town, order = 'newest' } = req.query
  const query = db('jobs').select('id', 'title', 'town').whereNull('closed_at').limit(40)
  if (town) query.where('town', String(town))
  res.json(await query.orderByRaw(ORDERS.get(order) ?? 'posted_at DESC'))
})
