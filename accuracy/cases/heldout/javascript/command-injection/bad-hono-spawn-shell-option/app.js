import { spawn } from 'node:child_process'
import { Hono } from 'hono'

const defaults = { timeout: 10_000, shell: true }
export const app = new Hono()

const run = (args, extra = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn('figlet', args, { ...defaults, ...extra })
    let out = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.on('error', reject)
    child.on('close', () => resolve(out))
  })

app.get('/banner', async (c) => {
  const text = c.req.query('text') ?? 'hello'
  return c.text(await run(['-w', '80', '--', text], { cwd: '/srv' }))
})
