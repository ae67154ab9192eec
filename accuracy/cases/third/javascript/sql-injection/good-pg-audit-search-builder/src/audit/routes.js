import { Router } from 'express'
import { requireAuditor } from '../auth.js'
import { search, SearchError } from './search.js'

export const auditRoutes = Router()

auditRoutes.post('/audit/search', requireAuditor, async (req, res) => {
  const { conditions = [], sort, direction, limit } = req.body
  try {
    const query = search().tenant(req.user.tenantId).limit(limit)
    for (const condition of conditions.slice(0, 10)) query.where(condition)
    if (sort) query.orderBy(sort, direction)
    res.json({ events: await query.run() })
  } catch (error) {
    if (!(error instanceof SearchError)) throw error
    res.status(422).json({ message: error.message })
  }
})
