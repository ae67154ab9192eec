import jwt, { type SignOptions } from 'jsonwebtoken'

const base: SignOptions = { algorithm: 'HS256', issuer: 'library' }

export function issueToken(reader: string, extra: SignOptions = {}): string {
  return jwt.sign({ scope: 'loans' }, process.env.JWT_KEY as string, { ...base, ...extra, subject: reader })
}
