import Router from '@koa/router'

export const router = new Router()

const COLOUR = /^#[0-9a-f]{6}$/

function markup(label: string, colour: string): string {
  return `<div class="widget" style="color:${COLOUR.test(colour) ? colour : '#202020'}">${label}</div>`
}

router.get('/widget', (ctx) => {
  const colour = String(ctx.query.colour ?? '#202020')
  ctx.type = 'html'
  ctx.body = markup('Rooms available', colour)
})
