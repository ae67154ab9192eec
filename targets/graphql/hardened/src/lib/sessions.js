import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { unauthorized } from './problem.js'

const digestOf = (token) => createHash('sha256').update(token).digest('hex')

/** Access tokens (short, signed), refresh tokens (opaque, rotated, one family a session) and their revocation. */
export class Sessions {
  constructor(database, config) {
    this.database = database
    this.config = config
  }

  async open(userId) {
    const id = randomUUID()
    const expiresAt = Date.now() + this.config.sessionSeconds * 1000
    this.database.run('INSERT INTO sessions (id, user_id, expires_at) VALUES (?, ?, ?)', id, userId, expiresAt)
    return this.#issue({ id, user_id: userId, expires_at: expiresAt })
  }

  /** A refresh token works once; a second use ends the whole session. */
  async rotate(refreshToken) {
    const digest = digestOf(refreshToken)
    const now = Date.now()
    const token = this.database.get('SELECT * FROM refresh_tokens WHERE digest = ?', digest)
    if (token === undefined) throw unauthorized()
    const session = this.database.get(
      `SELECT sessions.* FROM sessions JOIN users ON users.id = sessions.user_id
       WHERE sessions.id = ? AND revoked_at IS NULL AND sessions.expires_at > ? AND users.disabled = 0`,
      token.session_id, now,
    )
    if (session === undefined) throw unauthorized()
    const { changes } = this.database.run('UPDATE refresh_tokens SET used_at = ? WHERE digest = ? AND used_at IS NULL', now, digest)
    if (changes === 0) {
      this.revoke(session.id)
      throw unauthorized()
    }
    if (token.expires_at <= now) throw unauthorized()
    return this.#issue(session)
  }

  revoke(sessionId) {
    this.database.run('UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', Date.now(), sessionId)
  }

  revokeAll(userId) {
    this.database.run('UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL', Date.now(), userId)
  }

  /** The user as the database knows it now: role changes, disabling and logout act at once. */
  async identify(accessToken) {
    const { issuer, audience, signingKey } = this.config
    const { payload } = await jwtVerify(accessToken, signingKey, { algorithms: ['HS512'], issuer, audience, typ: 'at+jwt', requiredClaims: ['exp', 'sub', 'sid'] })
    const principal = this.database.get(
      `SELECT users.id, users.email, users.role, sessions.id AS sessionId FROM sessions JOIN users ON users.id = sessions.user_id
       WHERE sessions.id = ? AND users.id = ? AND revoked_at IS NULL AND sessions.expires_at > ? AND users.disabled = 0`,
      String(payload.sid), String(payload.sub), Date.now(),
    )
    if (principal === undefined) throw unauthorized()
    return principal
  }

  async #issue(session) {
    const { issuer, audience, signingKey, accessSeconds, refreshIdleSeconds } = this.config
    const refreshToken = randomBytes(32).toString('base64url')
    const expiresAt = Math.min(Date.now() + refreshIdleSeconds * 1000, session.expires_at)
    this.database.run('INSERT INTO refresh_tokens (digest, session_id, expires_at) VALUES (?, ?, ?)', digestOf(refreshToken), session.id, expiresAt)
    const accessToken = await new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: 'HS512', typ: 'at+jwt' })
      .setSubject(session.user_id).setIssuer(issuer).setAudience(audience).setJti(randomUUID())
      .setIssuedAt().setExpirationTime(`${accessSeconds}s`)
      .sign(signingKey)
    return { accessToken, tokenType: 'Bearer', expiresIn: accessSeconds, refreshToken }
  }
}
