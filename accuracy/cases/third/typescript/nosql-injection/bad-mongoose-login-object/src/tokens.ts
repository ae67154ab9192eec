import { SignJWT } from 'jose'

const key = new TextEncoder().encode(process.env.SESSION_KEY)

export function issueToken(subject: string): Promise<string> {
  return new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(subject).setIssuedAt().setExpirationTime('1h').sign(key)
}
