import { Router } from 'express'
import { requireUser } from '../auth.js'
import { db } from '../database.js'
import { StatsRepository } from './repository.js'
import { StatsQuery } from './schema.js'

export const stats = Router()
const repository = new StatsRepository(db)

stats.get('/stats/visits', requireUser, async (req, res) => {
  const query = StatsQuery.parse(req.query)
  res.json(await repository.visits(query))
})
