module.exports = (logger) => async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    ctx.status = error.status ?? 500
    logger.error({ err: error, path: ctx.path }, 'request failed')
    ctx.body = { error: error.message, trace: error.stack.split('\n') }
  }
}
