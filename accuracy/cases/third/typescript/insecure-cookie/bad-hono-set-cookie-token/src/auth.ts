import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { limiter } from './limiter'
import { sessions } from './sessions'

export const auth = new Hono()

auth.post('/login', limiter, async (c) => {
  const { email, password } = await c.req.json<{ email: string; password: string }>()
  const token = await sessions.open(email, password)
  if (!token) return c.json({ message: 'E-mail or password is wrong' }, 401)
  setCookie(c, 'session', token, { path: '/', sameSite: 'Lax', maxAge: 28_800 })
  setCookie(c, 'locale', c.req.header('accept-language')?.slice(0, 2) ?? 'en', { path: '/', secure: true, httpOnly: true })
  return c.body(null, 204)
})

auth.post('/logout', (c) => {
  deleteCookie(c, 'session')
  return c.body(null, 204)
})
