import crypto from 'node:crypto'
import session from 'express-session'
import mysqlStore from 'express-mysql-session'
import { config } from './config.js'
import { rawPool } from './db.js'
import { findById } from './repo/users.js'

const MySQLStore = mysqlStore(session)
const IDLE = 30 * 60_000
const LONGEST = 10 * 3_600_000

export const sessions = session({
  name: '__Host-grove',
  secret: config.sessionKeys,
  store: new MySQLStore({ clearExpired: true, checkExpirationInterval: 600_000, expiration: IDLE }, rawPool.promise()),
  resave: false,
  saveUninitialized: false,
  rolling: true,
  cookie: { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: IDLE },
})

const call = (req, name) => new Promise((ok, no) => req.session[name]((err) => (err ? no(err) : ok())))

export async function begin(req, user) {
  await call(req, 'regenerate')
  Object.assign(req.session, { uid: user.id, epoch: user.session_epoch, since: Date.now() })
  await call(req, 'save')
}
export const end = (req) => call(req, 'destroy')

/** Who asks: read anew on each request, so a disabled account or a changed password ends the session at once. */
export async function whoami(req, res, next) {
  try {
    const { uid, epoch, since } = req.session
    req.me = null
    if (uid) {
      const user = await findById(uid)
      const valid = user && user.disabled_at === null && user.session_epoch === epoch && Date.now() - since < LONGEST
      if (valid) req.me = user
      else await call(req, 'regenerate')
    }
    req.session.csrf ??= crypto.randomBytes(32).toString('base64url')
    res.locals.me = req.me
    res.locals.csrf = req.session.csrf
    next()
  } catch (err) {
    next(err)
  }
}

export function sameForm(req) {
  const sent = Buffer.from(typeof req.body?._csrf === 'string' ? req.body._csrf : '')
  const kept = Buffer.from(req.session.csrf ?? '')
  return kept.length > 0 && sent.length === kept.length && crypto.timingSafeEqual(sent, kept)
}
