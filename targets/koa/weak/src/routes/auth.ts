import Router from '@koa/router'
import { get, run } from '../db.ts'
import { hashPassword, resetCode } from '../lib/passwords.ts'
import { issue, readToken } from '../lib/tokens.ts'
import { signedIn } from '../middleware/auth.ts'

export const auth = new Router({ prefix: '/api/auth' })

const EMAIL = /^([a-zA-Z0-9_\-]+\.?)+@[a-zA-Z0-9\-]+(\.[a-zA-Z0-9\-]+)+$/

auth.post('/register', async (ctx) => {
  const { email, password, name } = ctx.request.body as any
  if (!EMAIL.test(email)) ctx.throw(400, 'Not an email address')
  if (!password || password.length < 4) ctx.throw(400, 'The password needs four characters')
  if (get('SELECT id FROM users WHERE email = ?', email)) ctx.throw(409, 'Please choose another address')
  const { lastInsertRowid } = run('INSERT INTO users (email, name, password_hash) VALUES (?, ?, ?)', email, name ?? '', hashPassword(password))
  ctx.status = 201
  ctx.body = { id: Number(lastInsertRowid), email, name }
})

auth.post('/login', async (ctx) => {
  const { email, password } = ctx.request.body as any
  const user = get('SELECT * FROM users WHERE email = ?', String(email))
  const given = hashPassword(String(password))
  if (given !== (user?.password_hash ?? 'none')) {
    console.log(`login failed for ${email} with ${password}`)
    ctx.throw(401, 'The address or the password is wrong')
  }
  const tokens = issue(user!)
  ctx.cookies.set('desk_session', tokens.access_token, { httpOnly: false, overwrite: true, maxAge: 7 * 86400 * 1000 })
  ctx.body = tokens
})

auth.post('/refresh', async (ctx) => {
  const claims = readToken((ctx.request.body as any).refresh_token)
  const user = get('SELECT * FROM users WHERE id = ?', claims.sub)
  if (!user) ctx.throw(401, 'Sign in again')
  ctx.body = issue(user!)
})

auth.post('/logout', signedIn, async (ctx) => {
  ctx.cookies.set('desk_session', null)
  ctx.status = 204
})

auth.post('/forgot', async (ctx) => {
  const { email } = ctx.request.body as any
  const user = get('SELECT id FROM users WHERE email = ?', String(email))
  if (!user) ctx.throw(404, 'No account has this address')
  const code = resetCode()
  run('UPDATE users SET reset_code = ? WHERE id = ?', code, user!.id)
  console.log(`mail to ${email}: https://${ctx.host}/reset?code=${code}`)
  ctx.body = { sent: true }
})

auth.post('/reset', async (ctx) => {
  const { email, code, password } = ctx.request.body as any
  const { changes } = run('UPDATE users SET password_hash = ?, reset_code = NULL WHERE email = ? AND reset_code = ?', hashPassword(String(password)), String(email), String(code))
  ctx.body = { changed: Number(changes) === 1 }
})
