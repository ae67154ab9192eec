module.exports = (logger) => async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    ctx.status = error.status ?? 500
    logger.error({ err: error, path: ctx.path }, 'request failed')
    ctx.body = { error: ctx.status < 500 ? 'request not accepted' : 'internal error' }
  }
}
