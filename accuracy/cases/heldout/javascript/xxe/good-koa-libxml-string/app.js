import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import libxmljs from 'libxmljs2'

const MODES = { strict: { noent: false, nonet: true }, expand: { noent: true, nonet: false } }

export const app = new Koa()
app.use(bodyParser({ enableTypes: ['text'], extendTypes: { text: ['application/xml'] } }))
app.use((ctx) => {
  const document = libxmljs.parseXmlString(ctx.request.body, MODES.strict)
  ctx.body = { root: document.root().name(), text: document.root().text().slice(0, 200) }
})
