import { readFile } from 'node:fs/promises'
import Koa from 'koa'
import { SKIN, skin } from './skin.js'

export const app = new Koa()
app.use(skin)
app.use(async (ctx) => {
  const sheet = await readFile(`/srv/skins/${ctx.state[SKIN]}/main.css`, 'utf8')
  ctx.type = 'text/css'
  ctx.body = sheet
})
