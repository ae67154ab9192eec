import Router from '@koa/router'
import { config } from '../config.ts'
import { get } from '../db.ts'
import { openapi } from '../openapi.ts'

export const ops = new Router()

ops.get('/health', async (ctx) => {
  ctx.body = { ok: true }
})

ops.get('/metrics', async (ctx) => {
  ctx.type = 'text/plain'
  ctx.body = `# HELP desk_tickets Tickets\n# TYPE desk_tickets gauge\ndesk_tickets ${get('SELECT COUNT(*) AS n FROM tickets')!.n}\nprocess_resident_memory_bytes ${process.memoryUsage().rss}\n`
})

ops.get('/debug/config', async (ctx) => {
  ctx.body = { config, versions: process.versions, uptime: process.uptime() }
})

ops.get('/openapi.json', async (ctx) => {
  ctx.body = openapi
})

// Kept for the old phone app.
ops.get('/api/v0/tickets/:id', async (ctx) => {
  const ticket = get('SELECT tickets.*, users.email, users.phone FROM tickets LEFT JOIN users ON users.id = customer_id WHERE tickets.id = ?', ctx.params.id)
  if (!ticket) ctx.throw(404, 'No such ticket')
  ctx.body = ticket
})
