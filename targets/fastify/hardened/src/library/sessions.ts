import { createHash, createPublicKey, randomBytes, randomUUID } from 'node:crypto'
import { importPKCS8, jwtVerify, SignJWT } from 'jose'
import type { Config } from '../config.ts'
import type { Database } from '../database.ts'
import { unauthorized } from './problem.ts'

export interface Principal {
  readonly id: string
  readonly email: string
  readonly role: 'member' | 'admin'
  readonly session: string
}

export interface Tokens {
  readonly access: string
  readonly refresh: string
  readonly expiresIn: number
}

const ISSUER = 'team-wiki'
const AUDIENCE = 'team-wiki-api'
const ACCESS_SECONDS = 600
const REFRESH_SECONDS = 7 * 86_400
const SESSION_SECONDS = 30 * 86_400

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const nowSeconds = () => Math.floor(Date.now() / 1000)

export class Sessions {
  readonly #database: Database
  readonly #privateKey: Awaited<ReturnType<typeof importPKCS8>>
  readonly #publicKey: ReturnType<typeof createPublicKey>

  private constructor(database: Database, privateKey: Awaited<ReturnType<typeof importPKCS8>>, publicKey: ReturnType<typeof createPublicKey>) {
    this.#database = database
    this.#privateKey = privateKey
    this.#publicKey = publicKey
  }

  static async create(database: Database, config: Config): Promise<Sessions> {
    return new Sessions(database, await importPKCS8(config.privateKeyPem, 'EdDSA'), createPublicKey(config.privateKeyPem))
  }

  async open(member: string): Promise<Tokens> {
    const session = randomUUID()
    this.#database.run('INSERT INTO sessions (id, member, ends) VALUES (?, ?, ?)', session, member, nowSeconds() + SESSION_SECONDS)
    return this.#issue(session, member)
  }

  /** A refresh token works once; its second use ends the session of both holders. */
  async rotate(token: string): Promise<Tokens> {
    const digest = digestOf(token)
    const row = this.#database.get(
      `SELECT refresh_tokens.ends, sessions.id AS session, sessions.member FROM refresh_tokens
       JOIN sessions ON sessions.id = refresh_tokens.session JOIN members ON members.id = sessions.member
       WHERE digest = ? AND revoked = 0 AND sessions.ends > ? AND disabled = 0`,
      digest, nowSeconds(),
    )
    if (row === undefined) throw unauthorized()
    if (this.#database.run('UPDATE refresh_tokens SET used = 1 WHERE digest = ? AND used = 0', digest) === 0) {
      this.revoke(row['session'])
      throw unauthorized()
    }
    if (row['ends'] <= nowSeconds()) throw unauthorized()
    return this.#issue(row['session'], row['member'])
  }

  revoke(session: string): void {
    this.#database.run('UPDATE sessions SET revoked = 1 WHERE id = ?', session)
  }

  revokeAll(member: string): void {
    this.#database.run('UPDATE sessions SET revoked = 1 WHERE member = ?', member)
  }

  /** The member as the database knows it now, or undefined for a token that is not a living one of ours. */
  async identify(token: string): Promise<Principal | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#publicKey, {
        algorithms: ['EdDSA'], issuer: ISSUER, audience: AUDIENCE, typ: 'at+jwt', requiredClaims: ['exp', 'sub', 'sid'],
      })
      const row = this.#database.get(
        `SELECT members.id, email, role, sessions.id AS session FROM sessions JOIN members ON members.id = sessions.member
         WHERE sessions.id = ? AND members.id = ? AND revoked = 0 AND ends > ? AND disabled = 0`,
        String(payload['sid']), String(payload.sub), nowSeconds(),
      )
      return row as Principal | undefined
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_J')) return undefined
      throw error
    }
  }

  async #issue(session: string, member: string): Promise<Tokens> {
    const refresh = randomBytes(32).toString('base64url')
    this.#database.run('INSERT INTO refresh_tokens (digest, session, ends) VALUES (?, ?, ?)', digestOf(refresh), session, nowSeconds() + REFRESH_SECONDS)
    const access = await new SignJWT({ sid: session })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
      .setSubject(member).setIssuer(ISSUER).setAudience(AUDIENCE).setJti(randomUUID()).setIssuedAt().setExpirationTime(`${ACCESS_SECONDS}s`)
      .sign(this.#privateKey)
    return { access, refresh, expiresIn: ACCESS_SECONDS }
  }
}
