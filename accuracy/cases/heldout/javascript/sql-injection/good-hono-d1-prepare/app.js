import { Hono } from 'hono'

export const app = new Hono()

app.get('/venues', async (c) => {
  const { city } = c.req.query()
  const statement = c.env.DB.prepare('SELECT name, seats FROM venues WHERE city = ? LIMIT 50')
  const { results } = await statement.bind(city).all()
  return c.json(results)
})
