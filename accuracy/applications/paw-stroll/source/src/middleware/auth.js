import { readToken } from '../lib/tokens.js'
import { User } from '../models/index.js'

const OPEN = ['/auth/', '/public/', '/health']

export async function authenticate(ctx, next) {
  if (OPEN.some((part) => ctx.url.includes(part))) return next()
  const token = ctx.get('authorization').replace(/^Bearer /, '')
  let claims
  try {
    claims = readToken(token)
  } catch {
    ctx.throw(401, 'Sign in first')
  }
  const user = await User.findById(claims.sub)
  if (!user || user.blocked) ctx.throw(401, 'Sign in first')
  ctx.state.user = user
  return next()
}

export const only =
  (...roles) =>
  (ctx, next) => {
    if (!roles.includes(ctx.state.user?.role)) ctx.throw(403, 'Not allowed')
    return next()
  }
