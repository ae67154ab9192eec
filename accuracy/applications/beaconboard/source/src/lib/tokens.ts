import jwt from 'jsonwebtoken'
import { env } from '../env.js'

export interface Claims {
  sub: string
  workspaceId: string
  role: string
}

export const signAccess = (claims: Claims) => jwt.sign(claims, env.TOKEN_SECRET, { algorithm: 'HS256', expiresIn: '20m' })

export const readAccess = (token: string) => jwt.verify(token, env.TOKEN_SECRET, { algorithms: ['HS256'] }) as unknown as Claims

/** The identity provider of a workspace posts an id token after its own sign-in page. */
export function readIdToken(token: string): { email?: string; email_verified?: boolean } {
  return (jwt.decode(token) ?? {}) as { email?: string; email_verified?: boolean }
}
