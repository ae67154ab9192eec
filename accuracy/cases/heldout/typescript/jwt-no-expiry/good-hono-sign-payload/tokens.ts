import { sign } from 'hono/jwt'

interface Payload {
  [claim: string]: string | number
}

function payloadOf(userId: string): Payload {
  const now = Math.floor(Date.now() / 1000)
  return { sub: userId, iat: now, exp: now + 1800 }
}

export const tokenFor = (userId: string): Promise<string> => sign(payloadOf(userId), process.env.JWT_KEY ?? '', 'HS256')
