import Router from '@koa/router'

export const router = new Router()

function markup(label: string, colour: string): string {
  return `<div class="widget" style="color:${colour}">${label}</div>`
}

router.get('/widget', (ctx) => {
  const colour = String(ctx.query.colour ?? '#202020')
  ctx.type = 'html'
  ctx.body = markup('Rooms available', colour)
})
