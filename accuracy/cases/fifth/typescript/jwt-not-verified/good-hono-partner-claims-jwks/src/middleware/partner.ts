import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { createRemoteJWKSet, jwtVerify } from 'jose'

const ISSUER = process.env.ISSUER as string
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', ISSUER), { timeoutDuration: 3000 })

export const partner = createMiddleware<{ Variables: { partner: string } }>(async (c, next) => {
  const token = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
  try {
    const { payload } = await jwtVerify(token, keys, { issuer: ISSUER, algorithms: ['RS256'], requiredClaims: ['sub', 'exp'] })
    c.set('partner', payload.sub as string)
  } catch {
    throw new HTTPException(401)
  }
  await next()
})
