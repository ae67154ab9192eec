import Koa from 'koa'
import session from 'koa-session'
import { csrfToken } from './csrf.js'

export const app = new Koa()
app.keys = [process.env.SESSION_KEY]
app.use(session({ secure: true, httpOnly: true, sameSite: 'lax' }, app))
app.use((ctx) => {
  ctx.session.csrf ??= csrfToken()
  ctx.body = { csrf: ctx.session.csrf }
})
