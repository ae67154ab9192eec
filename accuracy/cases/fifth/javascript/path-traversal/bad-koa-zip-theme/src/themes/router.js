const path = require('node:path')
const multer = require('@koa/multer')
const Router = require('@koa/router')
const { install } = require('./install')

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 5_000_000, files: 1 } })
const router = new Router({ prefix: '/themes' })

router.put('/:id', upload.single('theme'), async (ctx) => {
  const id = Number(ctx.params.id)
  ctx.assert(Number.isSafeInteger(id) && id > 0, 404)
  ctx.assert(ctx.state.user.themes.includes(id), 403)
  const count = await install(ctx.file.buffer, path.resolve('themes', String(id)))
  ctx.body = { files: count }
})

module.exports = router
