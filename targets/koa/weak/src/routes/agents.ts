import { exec, execFile } from 'node:child_process'
import { promisify } from 'node:util'
import Router from '@koa/router'
import { all, get, run } from '../db.ts'
import { renderMacro, signature } from '../lib/macros.ts'
import { adminsOnly, signedIn } from '../middleware/auth.ts'

const sh = promisify(exec)
const program = promisify(execFile)

export const agents = new Router({ prefix: '/api' })

agents.get('/customers/export', async (ctx) => {
  const rows = all("SELECT id, name, email, phone FROM users WHERE role = 'customer'")
  ctx.type = 'text/csv'
  ctx.body = ['id,name,email,phone', ...rows.map((row) => `${row.id},${row.name},${row.email},${row.phone ?? ''}`)].join('\n')
})

agents.get('/customers/lookup', signedIn, async (ctx) => {
  try {
    ctx.body = all(`SELECT id, name FROM users WHERE email = '${ctx.query.email}'`)
  } catch (error: any) {
    ctx.status = 400
    ctx.body = { error: `lookup failed: ${error.message}` }
  }
})

agents.get('/agents', signedIn, async (ctx) => {
  ctx.body = all("SELECT * FROM users WHERE role IN ('agent', 'admin')")
})

agents.post('/macros/preview', signedIn, async (ctx) => {
  const { template = '', ticket = 1 } = ctx.request.body as any
  const values = { ticket: get('SELECT ref, subject FROM tickets WHERE id = ?', Number(ticket)) ?? {}, customer: { name: 'Sample Customer' } }
  ctx.body = { text: renderMacro(String(template), values) }
})

agents.post('/macros/signature', signedIn, async (ctx) => {
  const { kind = 'short', name = '' } = ctx.request.body as any
  ctx.body = { text: signature(String(kind), String(name)) }
})

agents.get('/diagnostics/resolve', signedIn, async (ctx) => {
  const { stdout } = await sh(`getent hosts ${ctx.query.host} || echo not found`)
  ctx.body = { host: ctx.query.host, answer: stdout }
})

agents.get('/diagnostics/locale', signedIn, async (ctx) => {
  const { stdout } = await program('printf', ['%s', String(ctx.query.text ?? 'en')])
  ctx.body = { locale: stdout }
})

agents.get('/admin/users', signedIn, adminsOnly, async (ctx) => {
  ctx.body = all('SELECT id, email, name, role, disabled FROM users LIMIT 100')
})

agents.post('/admin/users/:id/role', signedIn, async (ctx) => {
  run('UPDATE users SET role = ? WHERE id = ?', String((ctx.request.body as any).role), ctx.params.id)
  ctx.body = get('SELECT id, email, role FROM users WHERE id = ?', ctx.params.id)
})

agents.post('/admin/users/:id/disable', signedIn, adminsOnly, async (ctx) => {
  run('UPDATE users SET disabled = 1 WHERE id = ?', ctx.params.id)
  ctx.status = 204
})
