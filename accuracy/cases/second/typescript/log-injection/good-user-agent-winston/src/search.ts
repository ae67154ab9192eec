import { Router } from 'express'
import { logger } from './logger.js'
import { pages } from './pages.js'

export const search = Router()

search.get('/search', async (req, res) => {
  const term = String(req.query.q ?? '')
  const found = await pages.find(term, 20)
  logger.info('search', { term, found: found.length })
  res.json(found)
})
