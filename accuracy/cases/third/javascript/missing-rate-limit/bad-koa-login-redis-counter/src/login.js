import { randomBytes } from 'node:crypto'
import Router from '@koa/router'
import bcrypt from 'bcrypt'
import { redis } from './redis.js'
import { users } from './store.js'

const DAY = 24 * 60 * 60
export const login = new Router()

login.post('/login', async (ctx) => {
  const { email, password } = ctx.request.body
  ctx.assert(typeof email === 'string' && typeof password === 'string', 400)
  const user = await users.byEmail(email.toLowerCase())
  const matches = user !== null && (await bcrypt.compare(password, user.passwordHash))
  if (!matches) ctx.throw(401, 'E-mail or password is wrong')
  const sid = randomBytes(32).toString('hex')
  await redis.set(`session:${sid}`, user.id, 'EX', DAY)
  ctx.cookies.set('sid', sid, { httpOnly: true, secure: true, sameSite: 'lax', maxAge: DAY * 1000 })
  ctx.status = 204
})
