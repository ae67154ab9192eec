import { rm } from 'node:fs/promises'
import Router from '@koa/router'
import { Member } from '../lib/models.js'
import { kindOf } from '../lib/papers.js'
import { page } from '../lib/render.js'
import { hidePhone } from '../lib/secrets.js'
import { signedIn } from '../middleware/guards.js'

const router = new Router({ prefix: '/members' })

router.use(signedIn)

router.get('/:id', async (ctx) => {
  const member = await Member.findById(String(ctx.params.id)).select('name about photo createdAt')
  if (!member) ctx.throw(404, 'Nobody')
  page(ctx, 'member', { member })
})

router.post('/photo', async (ctx) => {
  const photo = [ctx.request.files?.photo].flat()[0]
  if (!photo) ctx.throw(400, 'A photo, please')
  await Member.updateOne({ _id: ctx.state.user._id }, { $set: { photo: photo.newFilename } })
  ctx.redirect('/account')
})

// the scan of an identity card is only looked at and thrown away
router.post('/card', async (ctx) => {
  const card = [ctx.request.files?.card].flat()[0]
  if (!card) ctx.throw(400, 'A scan, please')
  const kind = await kindOf(card.filepath)
  await rm(card.filepath)
  ctx.body = { readable: kind.startsWith('image/') }
})

router.post('/about', async (ctx) => {
  const { name, about, phone } = ctx.request.body
  const $set = { name: String(name).slice(0, 80), about: String(about).slice(0, 2000), phone: hidePhone(String(phone)) }
  await Member.updateOne({ _id: ctx.state.user._id }, { $set })
  ctx.redirect('/account')
})

export default router
