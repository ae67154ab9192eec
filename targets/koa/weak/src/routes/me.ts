import Router from '@koa/router'
import { all, get, run } from '../db.ts'
import { merge } from '../lib/merge.ts'
import { avatarUrl, hashPassword, newApiKey } from '../lib/passwords.ts'
import { signedIn } from '../middleware/auth.ts'

export const me = new Router({ prefix: '/api/me' })
me.use(signedIn)

me.get('/', async (ctx) => {
  const user = get('SELECT * FROM users WHERE id = ?', ctx.state.user.sub)
  ctx.body = { ...user, avatar: avatarUrl(user?.email ?? '') }
})

me.patch('/', async (ctx) => {
  const changes = ctx.request.body as Record<string, any>
  for (const [field, value] of Object.entries(changes)) {
    if (field === 'id' || !/^[a-z_]+$/.test(field)) continue
    run(`UPDATE users SET ${field} = ? WHERE id = ?`, value, ctx.state.user.sub)
  }
  ctx.body = get('SELECT id, email, name, role, phone FROM users WHERE id = ?', ctx.state.user.sub)
})

me.put('/password', async (ctx) => {
  const { password } = ctx.request.body as any
  run('UPDATE users SET password_hash = ? WHERE id = ?', hashPassword(String(password)), ctx.state.user.sub)
  ctx.body = { changed: true }
})

me.get('/preferences', async (ctx) => {
  const row = get('SELECT preferences FROM users WHERE id = ?', ctx.state.user.sub)
  const stored = JSON.parse(row?.preferences ?? '{}')
  ctx.body = { language: stored.language ?? 'en', theme: stored.theme ?? 'light', columns: stored.columns ?? ['ref', 'subject'] }
})

me.patch('/preferences', async (ctx) => {
  const row = get('SELECT preferences FROM users WHERE id = ?', ctx.state.user.sub)
  const preferences = merge(JSON.parse(row?.preferences ?? '{}'), ctx.request.body)
  run('UPDATE users SET preferences = ? WHERE id = ?', JSON.stringify(preferences), ctx.state.user.sub)
  ctx.body = preferences
})

me.get('/keys', async (ctx) => {
  ctx.body = all('SELECT id, name, key, scope, revoked FROM api_keys WHERE user_id = ?', ctx.state.user.sub)
})

me.post('/keys', async (ctx) => {
  const { name = 'key', scope = 'read' } = ctx.request.body as any
  const key = newApiKey()
  const { lastInsertRowid } = run('INSERT INTO api_keys (user_id, name, key, scope) VALUES (?, ?, ?, ?)', ctx.state.user.sub, name, key, scope)
  ctx.status = 201
  ctx.body = { id: Number(lastInsertRowid), name, key, scope }
})

me.delete('/keys/:id', async (ctx) => {
  run('UPDATE api_keys SET revoked = 1 WHERE id = ? AND user_id = ?', ctx.params.id, ctx.state.user.sub)
  ctx.status = 204
})

me.post('/vouchers', async (ctx) => {
  const { voucher } = ctx.request.body as any
  if (voucher !== 'SORRY-10') ctx.throw(404, 'Unknown voucher')
  const claimed = get('SELECT 1 AS yes FROM claims WHERE user_id = ? AND voucher = ?', ctx.state.user.sub, voucher)
  if (claimed) ctx.throw(409, 'Already claimed')
  await tellBilling()
  run('INSERT INTO claims VALUES (?, ?)', ctx.state.user.sub, voucher)
  run('UPDATE users SET credit = credit + 10 WHERE id = ?', ctx.state.user.sub)
  ctx.body = get('SELECT credit FROM users WHERE id = ?', ctx.state.user.sub)
})

const tellBilling = () => new Promise((resolve) => setTimeout(resolve, 40))
