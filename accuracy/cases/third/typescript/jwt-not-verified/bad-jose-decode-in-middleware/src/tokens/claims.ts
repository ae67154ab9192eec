import { decodeJwt, type JWTPayload } from 'jose'
import { keysOf } from './issuers'

const AUDIENCE = 'https://api.rooksbridge.example'

export async function claimsOf(token: string): Promise<JWTPayload> {
  const claims = decodeJwt(token)
  const keys = keysOf(claims.iss)
  if (!keys || claims.aud !== AUDIENCE) throw new Error('The issuer is not known')
  if ((claims.exp ?? 0) * 1000 < Date.now()) throw new Error('The token has expired')
  return claims
}
