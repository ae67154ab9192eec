import { readFileSync } from 'node:fs'
import jwt from 'jsonwebtoken'

const KEY = readFileSync('/etc/keys/issuer.pem', 'utf8')
const EXPECTED: jwt.Algorithm = 'RS256'

export function subjectOf(token: string): string {
  const decoded = jwt.decode(token, { complete: true })
  if (decoded === null || decoded.header.typ !== 'JWT') throw new Error('no token')
  const algorithm = EXPECTED
  const claims = jwt.verify(token, KEY, { algorithms: [algorithm], issuer: 'https://id.example.org' }) as jwt.JwtPayload
  return String(claims.sub)
}
