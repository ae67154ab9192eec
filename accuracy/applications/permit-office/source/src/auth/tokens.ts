import { createHash, randomBytes } from 'node:crypto'
import { SignJWT, jwtVerify } from 'jose'
import { config } from '../config'

const key = Buffer.from(config.TOKEN_KEY, 'base64url')
const issuer = 'permit-office'
const audience = 'permit-office/api'

export function newAccessToken(user: string, session: string): Promise<string> {
  return new SignJWT({ sid: session })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(user)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key)
}

export async function readAccessToken(token: string): Promise<{ user: string; session: string } | null> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], typ: 'at+jwt', issuer, audience, requiredClaims: ['sub', 'exp', 'sid'] })
    return { user: String(payload.sub), session: String(payload.sid) }
  } catch {
    return null
  }
}

/** Long random values are kept only as a digest. */
export const newSecret = () => randomBytes(32).toString('base64url')
export const digest = (secret: string) => createHash('sha256').update(secret).digest()
