import { randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Database } from '../database.ts'
import { digestOf, newSecret, nowSeconds } from './digest.ts'
import { unauthorized } from './problem.ts'

export type Role = 'customer' | 'agent' | 'admin'

export interface Tokens {
  readonly access: string
  readonly refresh: string
  readonly expiresIn: number
}

const ISSUER = 'support-desk'
const AUDIENCE = 'support-desk-api'
const ACCESS_SECONDS = 600
const REFRESH_SECONDS = 7 * 86_400
const SESSION_SECONDS = 30 * 86_400

export class Sessions {
  readonly #database: Database
  readonly #key: Buffer

  constructor(database: Database, key: Buffer) {
    this.#database = database
    this.#key = key
  }

  open(account: string): Tokens {
    const session = randomUUID()
    this.#database.run('INSERT INTO sessions (id, account, ends) VALUES (?, ?, ?)', session, account, nowSeconds() + SESSION_SECONDS)
    return this.#issue(session, account)
  }

  /** A refresh token works once; a second use ends the session, whoever holds it. */
  rotate(token: string): Tokens {
    const digest = digestOf(token)
    const row = this.#database.get(
      `SELECT refresh_tokens.ends, sessions.id AS session, sessions.account FROM refresh_tokens
       JOIN sessions ON sessions.id = refresh_tokens.session JOIN accounts ON accounts.id = sessions.account
       WHERE digest = ? AND revoked = 0 AND sessions.ends > ? AND disabled = 0`,
      digest, nowSeconds(),
    )
    if (row === undefined) throw unauthorized()
    if (this.#database.run('UPDATE refresh_tokens SET used = 1 WHERE digest = ? AND used = 0', digest) === 0) {
      this.revoke(row['session'])
      throw unauthorized()
    }
    if (row['ends'] <= nowSeconds()) throw unauthorized()
    return this.#issue(row['session'], row['account'])
  }

  revoke(session: string): void {
    this.#database.run('UPDATE sessions SET revoked = 1 WHERE id = ?', session)
  }

  revokeAll(account: string): void {
    this.#database.run('UPDATE sessions SET revoked = 1 WHERE account = ?', account)
  }

  /** The account as the database knows it now, or undefined for a token that is not a living one of ours. */
  identify(token: string): { id: string; email: string; role: Role; session: string } | undefined {
    let claims: jwt.JwtPayload
    try {
      const { header, payload } = jwt.verify(token, this.#key, { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, complete: true })
      if (header.typ !== 'at+jwt' || typeof payload === 'string' || payload.exp === undefined) return undefined
      claims = payload
    } catch (error) {
      if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return undefined
      throw error
    }
    return this.#database.get(
      `SELECT accounts.id, email, role, sessions.id AS session FROM sessions JOIN accounts ON accounts.id = sessions.account
       WHERE sessions.id = ? AND accounts.id = ? AND revoked = 0 AND ends > ? AND disabled = 0`,
      String(claims['sid']), String(claims.sub), nowSeconds(),
    ) as { id: string; email: string; role: Role; session: string } | undefined
  }

  #issue(session: string, account: string): Tokens {
    const refresh = newSecret()
    this.#database.run('INSERT INTO refresh_tokens (digest, session, ends) VALUES (?, ?, ?)', digestOf(refresh), session, nowSeconds() + REFRESH_SECONDS)
    const access = jwt.sign({ sid: session }, this.#key, {
      algorithm: 'HS256', header: { alg: 'HS256', typ: 'at+jwt' }, subject: account, issuer: ISSUER, audience: AUDIENCE, jwtid: randomUUID(), expiresIn: ACCESS_SECONDS,
    })
    return { access, refresh, expiresIn: ACCESS_SECONDS }
  }
}
