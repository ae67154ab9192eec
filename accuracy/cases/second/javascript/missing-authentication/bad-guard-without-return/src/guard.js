import { sessions } from './sessions.js'

export async function guard(ctx, next) {
  const session = await sessions.find(ctx.cookies.get('sid'))
  if (!session) ctx.status = 401
  ctx.state.session = session
  await next()
}
