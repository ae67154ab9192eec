export async function errors(ctx, next) {
  try {
    await next()
  } catch (err) {
    ctx.status = err.status ?? 500
    ctx.body = { error: err.expose ? err.message : 'Something went wrong' }
    if (ctx.status >= 500) ctx.app.emit('error', err, ctx)
  }
}
