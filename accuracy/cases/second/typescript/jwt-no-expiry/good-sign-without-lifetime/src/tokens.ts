import { SignJWT } from 'jose'

const key = new TextEncoder().encode(process.env.TOKEN_KEY)

export function issue(userId: string): Promise<string> {
  const token = new SignJWT({ scope: 'orders' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime('15m')
  return token.sign(key)
}
