import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Router } from 'express'
import { z } from 'zod'
import { recordAudit } from '../lib/audit-log.js'
import { log } from '../lib/log.js'
import { hashPassword, passwordProblem, verifyPassword } from '../lib/passwords.js'
import { Problem } from '../lib/problem.js'
import { TokenBucket } from '../lib/token-bucket.js'
import { email, newPassword, parse, text } from '../lib/validate.js'
import { limitRequests, requireUser } from '../middleware/access.js'
import { onlyMethods } from '../middleware/protocol.js'

const Registration = z.strictObject({ email, password: newPassword, name: text(80).default('') })
const Credentials = z.strictObject({ email, password: z.string().min(1).max(128) })
const Refresh = z.strictObject({ refreshToken: z.string().min(20).max(200) })
const Forgotten = z.strictObject({ email })
const Reset = z.strictObject({ token: z.string().min(20).max(200), password: newPassword })
const Change = z.strictObject({ currentPassword: z.string().min(1).max(128), password: newPassword })

const digestOf = (token) => createHash('sha256').update(token).digest('hex')

function acceptable(password, address) {
  const problem = passwordProblem(password, address)
  if (problem !== undefined) throw new Problem(400, 'The request is not valid', { errors: [{ field: 'password', problem }] })
}

/** Public: how one becomes a user. Each answer is the same whether or not the account exists. */
export function authRoutes({ database, config, sessions, loginGuard, mailer }) {
  const router = Router()
  const limit = (name) => limitRequests(new TokenBucket({ perMinute: config.authPerMinute, burst: config.authPerMinute }), name)

  router.route('/register').post(limit('register'), async (request, response) => {
    const { email: address, password, name } = parse(Registration, request.body)
    acceptable(password, address)
    const hash = await hashPassword(password)
    const { changes } = database.run(
      'INSERT INTO users (id, email, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING',
      randomUUID(), address, name, hash, Date.now(),
    )
    if (changes === 0) mailer.send(address, 'registered-already', {})
    recordAudit(database, null, changes === 0 ? 'register.existing' : 'register.new', digestOf(address))
    response.status(202).json({ status: 'accepted', next: 'Log in with the address and password' })
  }).all(onlyMethods('POST'))

  router.route('/login').post(limit('login'), async (request, response) => {
    const { email: address, password } = parse(Credentials, request.body)
    loginGuard.begin(address, request.ip)
    const user = database.get('SELECT id, password_hash, disabled FROM users WHERE email = ?', address)
    const matches = await verifyPassword(password, user?.password_hash)
    if (!matches || user.disabled === 1) {
      log('warn', 'login.failed', { requestId: request.id, address: request.ip, account: digestOf(address) })
      throw new Problem(401, 'The address or the password is wrong')
    }
    loginGuard.succeeded(address, request.ip)
    log('info', 'login.succeeded', { requestId: request.id, user: user.id })
    response.json(await sessions.open(user.id))
  }).all(onlyMethods('POST'))

  router.route('/refresh').post(limit('refresh'), async (request, response) => {
    const { refreshToken } = parse(Refresh, request.body)
    response.json(await sessions.rotate(refreshToken))
  }).all(onlyMethods('POST'))

  router.route('/password/forgot').post(limit('forgot'), (request, response) => {
    const { email: address } = parse(Forgotten, request.body)
    const token = randomBytes(32).toString('base64url')
    const user = database.get('SELECT id FROM users WHERE email = ? AND disabled = 0', address)
    if (user !== undefined) {
      database.run('INSERT INTO reset_tokens (digest, user_id, expires_at) VALUES (?, ?, ?)', digestOf(token), user.id, Date.now() + config.resetSeconds * 1000)
      mailer.send(address, 'password-reset', { token })
    }
    response.status(202).json({ status: 'accepted' })
  }).all(onlyMethods('POST'))

  router.route('/password/reset').post(limit('reset'), async (request, response) => {
    const { token, password } = parse(Reset, request.body)
    acceptable(password, undefined)
    const hash = await hashPassword(password)
    const now = Date.now()
    const { changes } = database.run('UPDATE reset_tokens SET used_at = ? WHERE digest = ? AND used_at IS NULL AND expires_at > ?', now, digestOf(token), now)
    if (changes === 0) throw new Problem(400, 'The token is not valid')
    const { user_id: userId } = database.get('SELECT user_id FROM reset_tokens WHERE digest = ?', digestOf(token))
    database.run('UPDATE users SET password_hash = ? WHERE id = ?', hash, userId)
    sessions.revokeAll(userId)
    recordAudit(database, userId, 'password.reset')
    response.status(204).end()
  }).all(onlyMethods('POST'))

  router.route('/password').post(requireUser, limit('password'), async (request, response) => {
    const { currentPassword, password } = parse(Change, request.body)
    const { id, email: address } = request.principal
    acceptable(password, address)
    loginGuard.begin(address, request.ip)
    const { password_hash: stored } = database.get('SELECT password_hash FROM users WHERE id = ?', id)
    if (!(await verifyPassword(currentPassword, stored))) throw new Problem(403, 'The current password is wrong')
    loginGuard.succeeded(address, request.ip)
    database.run('UPDATE users SET password_hash = ? WHERE id = ?', await hashPassword(password), id)
    sessions.revokeAll(id)
    recordAudit(database, id, 'password.changed')
    response.status(204).end()
  }).all(onlyMethods('POST'))

  router.route('/logout').post(requireUser, (request, response) => {
    sessions.revoke(request.principal.sessionId)
    log('info', 'logout', { requestId: request.id, user: request.principal.id })
    response.status(204).end()
  }).all(onlyMethods('POST'))

  return router
}
