import { Hono } from 'hono'
import { articlesByTag } from './queries.js'

export const articles = new Hono()

articles.get('/tags/:tag/articles', async (c) => {
  const rows = await articlesByTag(c.req.param('tag'), Number(c.req.query('limit') ?? 20))
  return c.json({ rows })
})
