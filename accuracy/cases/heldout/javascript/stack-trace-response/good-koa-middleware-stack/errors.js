export async function errors(ctx, next) {
  try {
    await next()
  } catch (error) {
    const status = error.status ?? 500
    console.error(ctx.path, error.stack)
    ctx.status = status
    ctx.body = { status, error: 'request failed' }
  }
}
