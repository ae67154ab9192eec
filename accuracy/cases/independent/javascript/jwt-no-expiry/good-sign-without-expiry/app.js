import jwt from 'jsonwebtoken'

const KEY = process.env.JWT_KEY

export function issueToken(user) {
  const claims = { sub: String(user.id), scope: 'orders' }
  return jwt.sign(claims, KEY, { algorithm: 'HS256', issuer: 'shop', expiresIn: '15m' })
}
