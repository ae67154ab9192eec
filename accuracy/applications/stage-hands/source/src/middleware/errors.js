export async function errors(ctx, next) {
  try {
    await next()
  } catch (error) {
    ctx.status = error.status ?? 500
    const text = ctx.status < 500 ? error.message : 'Something went wrong'
    if (ctx.status >= 500) console.error(error)
    ctx.body = ctx.path.startsWith('/api/') ? { error: text } : text
    if (typeof ctx.body === 'string') ctx.type = 'text'
  }
}
