import { createReadStream } from 'node:fs'
import Koa, { type Context } from 'koa'

class Theme {
  static readonly known = ['light', 'dark', 'contrast'] as const
  static current: string = Theme.known[0]

  static choose(name: string | undefined): void {
    Theme.current = name ?? Theme.known[0]
  }

  static get file(): string {
    return `/srv/themes/${Theme.current}`
  }
}

const app = new Koa()

app.use((ctx: Context) => {
  if (ctx.path !== '/theme') {
    ctx.status = 404
    return
  }

  Theme.choose(ctx.cookies.get('theme'))
  ctx.type = 'text/css'
  ctx.body = createReadStream(Theme.file)
})

app.on('error', (error: Error) => console.error(error.message))
app.listen(3000)
