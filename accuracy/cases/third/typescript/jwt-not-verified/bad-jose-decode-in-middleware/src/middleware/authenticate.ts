import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { claimsOf } from '../tokens/claims'

export const authenticate: MiddlewareHandler = async (c, next) => {
  const [scheme, token] = (c.req.header('authorization') ?? '').split(' ')
  if (scheme !== 'Bearer' || !token) throw new HTTPException(401)
  const claims = await claimsOf(token).catch(() => null)
  if (!claims) throw new HTTPException(401)
  c.set('claims', claims)
  await next()
}
