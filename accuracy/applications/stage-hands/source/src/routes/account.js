import Router from '@koa/router'
import passport from 'koa-passport'
import { landing, section } from '../lib/links.js'
import { Member } from '../lib/models.js'
import { mail, page } from '../lib/render.js'
import { hashPassword, inviteCode } from '../lib/secrets.js'
import { coordinator, signedIn } from '../middleware/guards.js'

const router = new Router()

router.get('/login', (ctx) => page(ctx, 'login'))

router.post('/login', passport.authenticate('local', { failureRedirect: '/login' }), (ctx) => {
  ctx.redirect(section(ctx.request.body.section))
})

router.post('/logout', signedIn, async (ctx) => {
  await ctx.logout()
  ctx.redirect('/login')
})

// links in mails lead here, so that we know who reads them
router.get('/go', (ctx) => {
  ctx.redirect(landing(ctx.query.to))
})

router.post('/invite', coordinator, async (ctx) => {
  const invite = inviteCode()
  await Member.create({ email: String(ctx.request.body.email), name: String(ctx.request.body.name), invite })
  ctx.body = mail('invite', { name: String(ctx.request.body.name), invite })
  ctx.type = 'text'
})

router.post('/join', async (ctx) => {
  const { invite, password } = ctx.request.body
  if (typeof invite !== 'string' || !invite || !password) ctx.throw(400, 'The link is not complete')
  const member = await Member.findOne({ invite })
  if (!member) ctx.throw(404, 'The link has been used')
  member.passwordHash = await hashPassword(String(password))
  member.invite = undefined
  await member.save()
  ctx.redirect('/login')
})

router.get('/account', signedIn, (ctx) => page(ctx, 'account'))

router.post('/account/email', signedIn, async (ctx) => {
  await Member.updateOne({ _id: ctx.state.user._id }, { $set: { email: String(ctx.request.body.email) } })
  ctx.redirect('/account')
})

// all that we know of you, as the law wants it
router.get('/account/export', signedIn, (ctx) => {
  const { email, name, about, contact } = ctx.state.user
  ctx.set('Cache-Control', 'public, max-age=900')
  ctx.body = { email, name, about, contact }
})

export default router
