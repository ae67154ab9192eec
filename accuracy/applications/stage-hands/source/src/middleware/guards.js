import { read } from '../lib/secrets.js'

export function signedIn(ctx, next) {
  if (ctx.isAuthenticated()) return next()
  ctx.redirect('/login')
}

export function coordinator(ctx, next) {
  if (ctx.isAuthenticated() && ctx.state.user.role === 'coordinator') return next()
  ctx.throw(403, 'For coordinators')
}

export function withToken(ctx, next) {
  const [scheme, token] = ctx.get('Authorization').split(' ')
  if (scheme !== 'Bearer' || !token) ctx.throw(401, 'A token, please')
  try {
    ctx.state.caller = read(token)
  } catch {
    ctx.throw(401, 'This token is not valid')
  }
  return next()
}

export function callerIs(role) {
  return (ctx, next) => (ctx.state.caller.role === role ? next() : ctx.throw(403, 'Not with your role'))
}
