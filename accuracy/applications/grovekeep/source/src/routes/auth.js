import { note } from '../audit.js'
import { email, secret, text } from '../check.js'
import { loggedIn, mayLogIn, mayReset } from '../limits.js'
import { log } from '../log.js'
import { sendReset } from '../mail.js'
import { book, ownPath } from '../pages.js'
import { hashPassword, matches, readNewPassword } from '../passwords.js'
import * as users from '../repo/users.js'
import { begin, end } from '../session.js'

export const auth = book()
const token = text({ min: 43, max: 43, pattern: /^[\w-]+$/ })

auth.get('/login', { open: true }, ({ req }) => ({ view: 'login', next: ownPath(req.query.next), problem: null }))

auth.post('/login', { open: true, body: { email, password: secret({ min: 1, max: 128 }) } }, async ({ req, res, body }) => {
  const next = ownPath(req.body.next)
  const again = (status, problem) => {
    res.status(status)
    return { view: 'login', next, problem }
  }
  if (!(await mayLogIn(req.ip, body.email))) return again(429, 'Too many tries, please wait a quarter of an hour')
  const user = await users.forLogin(body.email)
  if (!(await matches(user, body.password)) || user.disabled_at !== null) return again(401, 'Address or password is wrong')
  await loggedIn(body.email)
  await begin(req, user)
  await note(req, 'login', user.id)
  return { to: next }
})

auth.post('/logout', {}, async ({ req, res }) => {
  await note(req, 'logout', req.me.id)
  await end(req)
  res.clearCookie('__Host-grove', { path: '/', secure: true, httpOnly: true, sameSite: 'lax' })
  return { to: '/login' }
})

auth.get('/forgot', { open: true }, () => ({ view: 'forgot', sent: false }))

auth.post('/forgot', { open: true, body: { email } }, async ({ req, body }) => {
  if (await mayReset(req.ip, body.email)) {
    setImmediate(async () => {
      try {
        const user = await users.forLogin(body.email)
        if (user && user.disabled_at === null) sendReset(body.email, await users.newReset(user.id))
      } catch (err) {
        log.error({ err }, 'reset not prepared')
      }
    })
  }
  return { view: 'forgot', sent: true }
})

auth.get('/reset', { open: true, query: { token } }, ({ res, query }) => {
  res.set('Referrer-Policy', 'no-referrer')
  return { view: 'reset', token: query.token, problem: null }
})

auth.post('/reset', { open: true, body: { token, password: readNewPassword } }, async ({ req, res, body }) => {
  if (!(await mayLogIn(req.ip, 'reset'.concat(body.token)))) {
    res.status(429)
    return { view: 'reset', token: '', problem: 'Too many tries' }
  }
  if (!(await users.redeemReset(body.token, await hashPassword(body.password)))) {
    res.status(400)
    return { view: 'reset', token: '', problem: 'The link is no longer good' }
  }
  return { to: '/login' }
})

auth.post('/password', { body: { old: secret({ min: 1, max: 128 }), fresh: readNewPassword } }, async ({ req, res, me, body }) => {
  if (!(await mayLogIn(req.ip, me.email)) || !(await matches(await users.passwordOf(me.id), body.old))) {
    res.status(403)
    return { view: 'problem', message: 'The old password is wrong' }
  }
  await users.setPassword(me.id, await hashPassword(body.fresh))
  await begin(req, await users.findById(me.id))
  await note(req, 'password', me.id)
  return { to: '/' }
})
