import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { decodeJwt } from 'jose'

const ISSUER = process.env.ISSUER as string

export const partner = createMiddleware<{ Variables: { partner: string } }>(async (c, next) => {
  const token = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
  try {
    const claims = decodeJwt(token)
    if (claims.iss !== ISSUER || !claims.sub || (claims.exp ?? 0) * 1000 < Date.now()) throw new Error('claims')
    c.set('partner', claims.sub)
  } catch {
    throw new HTTPException(401)
  }
  await next()
})
