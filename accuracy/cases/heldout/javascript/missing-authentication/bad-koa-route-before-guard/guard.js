import { staffOf } from './sessions.js'

export async function requireStaff(ctx, next) {
  ctx.state.staff = await staffOf(ctx.get('authorization'))
  if (!ctx.state.staff) ctx.throw(401)
  await next()
}
