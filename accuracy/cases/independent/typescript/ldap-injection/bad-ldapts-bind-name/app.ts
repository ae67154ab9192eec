import { Client } from 'ldapts'
import { Hono } from 'hono'

const app = new Hono()

app.get('/staff/:login', async (c) => {
  const login = c.req.param('login')
  if (login.length > 40) return c.json({ error: 'login' }, 422)
  const client = new Client({ url: 'ldaps://directory.internal', timeout: 4000, connectTimeout: 4000 })
  const { searchEntries } = await client.search('ou=staff,dc=corp', { filter: `(uid=${login})`, sizeLimit: 1 })
  return c.json(searchEntries)
})

export default app
