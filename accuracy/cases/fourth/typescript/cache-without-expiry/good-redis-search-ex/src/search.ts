import { Router } from 'express'
import { cached } from './cache.js'
import { searchBooks } from './books.js'

export const router = Router()

router.get('/books', async (req, res, next) => {
  try {
    const term = String(req.query.q ?? '').slice(0, 80)
    res.json(await cached(`books:${term}`, () => searchBooks(term)))
  } catch (error) {
    next(error)
  }
})
