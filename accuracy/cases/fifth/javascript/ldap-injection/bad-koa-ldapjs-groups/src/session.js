const { createHash, timingSafeEqual } = require('node:crypto')

const digest = (text) => createHash('sha256').update(text).digest()

exports.session = async (ctx, next) => {
  const key = ctx.get('x-campus-key')
  if (!timingSafeEqual(digest(key), digest(process.env.CAMPUS_KEY))) ctx.throw(401)
  await next()
}
