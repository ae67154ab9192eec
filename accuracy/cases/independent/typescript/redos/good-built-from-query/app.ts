import { Hono } from 'hono'
import { titles } from './titles.js'

const app = new Hono()

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

app.get('/titles', (c) => {
  const query = c.req.query('q') ?? ''
  const expression = new RegExp(literal(query), 'i')
  return c.json(titles.filter((title) => expression.test(title)).slice(0, literal('20').length * 10))
})

export default app
