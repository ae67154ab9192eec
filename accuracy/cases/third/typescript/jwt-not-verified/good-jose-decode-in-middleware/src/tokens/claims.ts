import { decodeJwt, type JWTPayload, jwtVerify } from 'jose'
import { keysOf } from './issuers'

const AUDIENCE = 'https://api.rooksbridge.example'

export async function claimsOf(token: string): Promise<JWTPayload> {
  const { iss } = decodeJwt(token)
  const keys = keysOf(iss)
  if (!keys) throw new Error('The issuer is not known')
  const { payload } = await jwtVerify(token, keys, { issuer: iss, audience: AUDIENCE, algorithms: ['RS256', 'ES256'] })
  return payload
}
