import { userOf } from './sessions.js'

export async function authenticate(ctx, next) {
  ctx.state.user = await userOf(ctx.get('authorization'))
  ctx.assert(ctx.state.user, 401)
  await next()
}
