import jwt from 'jsonwebtoken'
import jwksRsa from 'jwks-rsa'
import { config } from '../config.js'

const appleKeys = jwksRsa({ jwksUri: `${config.apple.issuer}/auth/keys`, cache: true, rateLimit: true, timeout: 5000 })

export const issueToken = (user) => jwt.sign({ sub: user.id, role: user.role }, config.tokenSecret, { algorithm: 'HS256' })

export const readToken = (token) => jwt.verify(token, config.tokenSecret, { algorithms: ['HS256'] })

export async function readAppleToken(token) {
  const kid = jwt.decode(token, { complete: true })?.header.kid
  const key = await appleKeys.getSigningKey(kid)
  return jwt.verify(token, key.getPublicKey(), {
    algorithms: ['RS256'],
    issuer: config.apple.issuer,
    audience: config.apple.audience,
  })
}
