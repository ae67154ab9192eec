import Router from '@koa/router'

const PAGES = ['/', '/shop', '/help']
export const router = new Router()

router.post('/locale', (ctx) => {
  const { locale, back = '/' } = ctx.request.body
  ctx.cookies.set('locale', locale === 'de' ? 'de' : 'en', { secure: true, httpOnly: true, sameSite: 'lax' })
  ctx.redirect(back || PAGES[0])
})
