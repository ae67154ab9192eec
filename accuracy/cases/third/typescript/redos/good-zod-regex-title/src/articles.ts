import { Router } from 'express'
import { requireAuthor } from './require-author'
import { Article } from './schemas/article'
import { articles } from './store'
import { validate } from './validate'

export const articleRoutes = Router()

articleRoutes.post('/articles', requireAuthor, validate(Article), async (_req, res) => {
  const created = await articles.create(res.locals.author.id, res.locals.body as Article)
  res.status(201).json({ id: created.id })
})
