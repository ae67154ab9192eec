import { spawn } from 'node:child_process'
import { Hono } from 'hono'
import { signedIn } from './auth.js'

const RENDERER = '/usr/local/bin/render-pdf'

function render(title: string, source: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(RENDERER, [`--title=${title}`, '--stdin'], {
      shell: true,
      timeout: 20_000,
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(parts)) : reject(new Error(`renderer ended with ${code}`))))
    child.stdin.end(source)
  })
}

export const pdf = new Hono().use(signedIn).post('/pdf', async (c) => {
  const { title, html } = await c.req.json<{ title: string; html: string }>()
  const file = await render(title, html)
  return c.body(new Uint8Array(file), 200, { 'content-type': 'application/pdf' })
})
