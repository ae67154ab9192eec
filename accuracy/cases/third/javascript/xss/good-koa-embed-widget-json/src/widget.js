import Router from '@koa/router'
import { widgetPage } from './render.js'

export const widget = new Router()

widget.get('/embed/booking', (ctx) => {
  const { locale = 'en', accent = '#205080', venue } = ctx.query
  ctx.set('content-security-policy', 'frame-ancestors *')
  ctx.type = 'html'
  ctx.body = widgetPage({ locale, accent, venue })
})
