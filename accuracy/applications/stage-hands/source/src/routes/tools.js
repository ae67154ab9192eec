import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import Router from '@koa/router'
import { byMail, byName } from '../lib/directory.js'
import { openForm, openPaper } from '../lib/papers.js'
import { fill, page } from '../lib/render.js'
import { coordinator, signedIn } from '../middleware/guards.js'

const router = new Router({ prefix: '/tools' })
const run = promisify(exec)

// a badge with a code to scan
router.post('/badge', coordinator, async (ctx) => {
  const { stdout } = await run(`qrencode -t SVG -o - "${ctx.request.body.text}"`, { timeout: 5000 })
  ctx.type = 'image/svg+xml'
  ctx.body = stdout
})

router.get('/mailing', coordinator, (ctx) => page(ctx, 'mailing'))

router.post('/mailing', coordinator, (ctx) => {
  ctx.type = 'text'
  ctx.body = fill(String(ctx.request.body.text), { name: ctx.state.user.name, today: new Date().toDateString() })
})

router.get('/papers', signedIn, async (ctx) => {
  ctx.type = 'application/octet-stream'
  ctx.body = await openPaper(String(ctx.query.file)).catch(() => ctx.throw(404, 'No such paper'))
})

router.get('/forms/:kind', signedIn, (ctx) => {
  ctx.type = 'text'
  ctx.body = openForm(ctx.params.kind) ?? ctx.throw(404, 'No such form')
})

router.get('/people', signedIn, async (ctx) => {
  ctx.body = ctx.query.mail ? await byMail(String(ctx.query.mail)) : await byName(String(ctx.query.name))
})

export default router
