import { createHmac, timingSafeEqual } from 'node:crypto'

const KEY = process.env.TOKEN_KEY
const read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

function isSigned(text, signature) {
  const expected = createHmac('sha256', KEY).update(text).digest()
  const given = Buffer.from(signature, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

export function claimsOf(token) {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { alg } = read(header)
  if (alg !== 'HS256' || !isSigned(`${header}.${payload}`, signature)) throw new Error('bad signature')
  const claims = read(payload)
  if (!(claims.exp > Date.now() / 1000)) throw new Error('expired')
  return claims
}
