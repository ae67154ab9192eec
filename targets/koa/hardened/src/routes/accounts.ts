import { randomUUID } from 'node:crypto'
import Router from '@koa/router'
import type { Services } from '../app.ts'
import { recordAudit } from '../library/audit.ts'
import { digestOf, newSecret, nowSeconds } from '../library/digest.ts'
import { log } from '../library/log.ts'
import { hashPassword, passwordMatches, requireGoodPassword } from '../library/passwords.ts'
import { Problem } from '../library/problem.ts'
import { email, newPassword, object, secret, takes, text } from '../library/schemas.ts'
import { principalOf } from '../middleware/access.ts'

const COLUMNS = 'id, email, name, role, credit'
const RESET_SECONDS = 15 * 60
const VOUCHERS = new Map([['SORRY-10', 10]])

export function accountRoutes({ database, sessions, attempts, mailer }: Services): Router {
  const router = new Router({ prefix: '/api' })
  const profile = (id: string) => database.get(`SELECT ${COLUMNS} FROM accounts WHERE id = ?`, id)

  router.post('/accounts', takes({ body: object({ email, password: newPassword, name: text(80) }, ['email', 'password']) }), async (ctx) => {
    const { password, name = '', email: given } = ctx.state['body']
    const address = given.toLowerCase()
    requireGoodPassword(password, address)
    const hash = await hashPassword(password)
    const created = database.run('INSERT INTO accounts (id, email, name, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO NOTHING', randomUUID(), address, name, hash)
    recordAudit(database, null, created === 1 ? 'register.new' : 'register.existing', digestOf(address))
    ctx.status = 202
    ctx.body = { status: 'accepted', next: 'sign in' }
  })

  router.post('/session', takes({ body: object({ email, password: secret }) }), async (ctx) => {
    const address = ctx.state['body'].email.toLowerCase()
    attempts.begin(address, ctx.ip)
    const account = database.get('SELECT id, password_hash, disabled FROM accounts WHERE email = ?', address)
    const matches = await passwordMatches(ctx.state['body'].password, account?.['password_hash'])
    if (!matches || account?.['disabled'] !== 0) {
      log('warn', 'login.failed', { account: digestOf(address), requestId: ctx.state['requestId'] })
      throw new Problem(401, 'The address or the password is wrong')
    }
    attempts.forgive(address, ctx.ip)
    log('info', 'login.succeeded', { account: account['id'] })
    ctx.body = sessions.open(account['id'])
  })

  router.post('/session/refresh', takes({ body: object({ refresh: secret }) }), async (ctx) => {
    ctx.body = sessions.rotate(ctx.state['body'].refresh)
  })

  router.delete('/session', takes({}), async (ctx) => {
    const { id, session } = principalOf(ctx)
    if (session !== undefined) sessions.revoke(session)
    log('info', 'logout', { account: id })
    ctx.status = 204
  })

  router.post('/password-resets', takes({ body: object({ email }) }), async (ctx) => {
    const account = database.get('SELECT id FROM accounts WHERE email = ? AND disabled = 0', ctx.state['body'].email.toLowerCase())
    if (account !== undefined) {
      const token = newSecret()
      database.run('DELETE FROM resets WHERE account = ? OR ends < ?', account['id'], nowSeconds())
      database.run('INSERT INTO resets VALUES (?, ?, ?)', digestOf(token), account['id'], nowSeconds() + RESET_SECONDS)
      mailer.queue(account['id'], 'password-reset', token)
    }
    ctx.status = 202
    ctx.body = { status: 'accepted' }
  })

  router.post('/password-resets/confirm', takes({ body: object({ token: secret, password: newPassword }) }), async (ctx) => {
    const { token, password } = ctx.state['body']
    const row = database.get('SELECT account, email FROM resets JOIN accounts ON accounts.id = account WHERE digest = ? AND ends > ?', digestOf(token), nowSeconds())
    if (row === undefined) throw new Problem(400, 'The link has ended')
    requireGoodPassword(password, row['email'])
    const hash = await hashPassword(password)
    if (database.run('DELETE FROM resets WHERE digest = ?', digestOf(token)) === 0) throw new Problem(400, 'The link has ended')
    database.run('UPDATE accounts SET password_hash = ? WHERE id = ?', hash, row['account'])
    sessions.revokeAll(row['account'])
    recordAudit(database, row['account'], 'password.reset')
    ctx.status = 204
  })

  router.get('/accounts/me', takes({}), async (ctx) => {
    ctx.body = profile(principalOf(ctx).id)
  })

  router.patch('/accounts/me', takes({ body: object({ name: text(80) }) }), async (ctx) => {
    database.run('UPDATE accounts SET name = ? WHERE id = ?', ctx.state['body'].name, principalOf(ctx).id)
    ctx.body = profile(principalOf(ctx).id)
  })

  router.post('/accounts/me/password', takes({ body: object({ current: secret, password: newPassword }) }), async (ctx) => {
    const { id, email: address } = principalOf(ctx)
    const { current, password } = ctx.state['body']
    requireGoodPassword(password, address)
    attempts.begin(address, ctx.ip)
    const stored = database.get('SELECT password_hash FROM accounts WHERE id = ?', id)
    if (!(await passwordMatches(current, stored?.['password_hash']))) throw new Problem(403, 'The current password is wrong')
    attempts.forgive(address, ctx.ip)
    database.run('UPDATE accounts SET password_hash = ? WHERE id = ?', await hashPassword(password), id)
    sessions.revokeAll(id)
    recordAudit(database, id, 'password.changed')
    ctx.status = 204
  })

  router.get('/accounts/me/preferences', takes({}), async (ctx) => {
    ctx.body = database.get('SELECT language, theme FROM accounts WHERE id = ?', principalOf(ctx).id)
  })

  router.patch('/accounts/me/preferences', takes({ body: object({ language: { type: 'string', enum: ['en', 'de', 'pt'] }, theme: { type: 'string', enum: ['light', 'dark'] } }) }), async (ctx) => {
    const { language, theme } = ctx.state['body']
    database.run('UPDATE accounts SET language = ?, theme = ? WHERE id = ?', language, theme, principalOf(ctx).id)
    ctx.body = { language, theme }
  })

  router.post('/accounts/me/vouchers', takes({ body: object({ voucher: text(40, 1) }) }), async (ctx) => {
    const { id } = principalOf(ctx)
    const amount = VOUCHERS.get(ctx.state['body'].voucher)
    if (amount === undefined) throw new Problem(404, 'Unknown voucher')
    // The primary key decides: of parallel claims one is stored.
    const claimed = database.transaction(() => {
      const first = database.run('INSERT INTO claims VALUES (?, ?) ON CONFLICT DO NOTHING', id, ctx.state['body'].voucher) === 1
      if (first) database.run('UPDATE accounts SET credit = credit + ? WHERE id = ?', amount, id)
      return first
    })
    if (!claimed) throw new Problem(409, 'Already claimed')
    ctx.body = database.get('SELECT credit FROM accounts WHERE id = ?', id)
  })

  return router
}
