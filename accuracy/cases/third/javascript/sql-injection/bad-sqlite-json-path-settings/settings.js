import Database from 'better-sqlite3'
import Koa from 'koa'
import Router from '@koa/router'

const db = new Database(process.env.SETTINGS_DB ?? 'settings.db')
const router = new Router({ prefix: '/settings' })

router.get('/:key', (ctx) => {
  const { key } = ctx.params
  const row = db.prepare(`SELECT json_extract(data, '$.${key}') AS value FROM settings WHERE org = ?`).get(ctx.state.org)
  ctx.assert(row, 404)
  ctx.body = { key, value: row.value }
})

export const app = new Koa().use(router.routes())
