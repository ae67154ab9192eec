import { Hono } from 'hono'
import { getCookie, setSignedCookie } from 'hono/cookie'

const KEY = process.env.COOKIE_KEY
const PATHS = ['/cart', '/account']
export const app = new Hono()

app.get('/remember/:index', async (c) => {
  const path = PATHS[Number(c.req.param('index'))] ?? '/'
  await setSignedCookie(c, 'return_to', path, KEY, { secure: true, httpOnly: true, sameSite: 'Lax' })
  return c.body(null, 204)
})

app.get('/done', async (c) => {
  const target = c.req.query('return_to') ?? getCookie(c, 'return_to') ?? '/'
  return c.redirect(target)
})
