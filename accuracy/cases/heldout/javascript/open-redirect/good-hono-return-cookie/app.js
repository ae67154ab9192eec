import { Hono } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'

const KEY = process.env.COOKIE_KEY
const PATHS = ['/cart', '/account']
export const app = new Hono()

app.get('/remember/:index', async (c) => {
  const path = PATHS[Number(c.req.param('index'))] ?? '/'
  await setSignedCookie(c, 'return_to', path, KEY, { secure: true, httpOnly: true, sameSite: 'Lax' })
  return c.body(null, 204)
})

app.get('/done', async (c) => {
  const target = (await getSignedCookie(c, KEY, 'return_to')) || '/'
  return c.redirect(target)
})
