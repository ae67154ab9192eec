import { Router } from 'express'
import { search } from './search.js'

export const router = Router()

router.get('/search', async (req, res) => {
  res.json(await search(String(req.query.q ?? '').slice(0, 100)))
})
