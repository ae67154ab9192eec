import { Router } from 'express'
import { findPages } from './pages.js'

export const search = Router()

search.get('/search', async (req, res) => {
  const term = String(req.query.q ?? '').slice(0, 100)
  res.render('search', { term, pages: await findPages(term, 20) })
})
