import { createMiddleware } from 'hono/factory'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'

export type Variables = { userId: string }

const keys = createRemoteJWKSet(new URL(process.env.JWKS_URL as string))

async function claimsOf(token: string) {
  try {
    const { payload } = await jwtVerify(token, keys, { audience: 'field-notes' })
    return payload
  } catch (error) {
    console.warn('token refused', (error as Error).name, { claims: Object.keys(decodeJwt(token)).length })
    return null
  }
}

export const identity = createMiddleware<{ Variables: Variables }>(async (c, next) => {
  const token = c.req.header('authorization')?.replace(/^Bearer /, '')
  if (!token) return c.json({ error: 'unauthenticated' }, 401)
  const claims = await claimsOf(token).catch(() => null)
  if (!claims?.sub) return c.json({ error: 'unauthenticated' }, 401)
  c.set('userId', claims.sub)
  await next()
})
