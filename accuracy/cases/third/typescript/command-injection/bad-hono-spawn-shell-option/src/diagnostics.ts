import { spawn } from 'node:child_process'
import { Hono } from 'hono'
import { streamText } from 'hono/streaming'
import { requireRole } from './auth'

export const diagnostics = new Hono()

diagnostics.get('/diagnostics/trace', requireRole('operator'), (c) => {
  const host = c.req.query('host') ?? ''
  if (host === '' || host.startsWith('-')) return c.text('host is required', 400)
  return streamText(c, async (stream) => {
    const child = spawn('traceroute', ['-m', '12', host], { shell: true, timeout: 30_000 })
    for await (const chunk of child.stdout) await stream.write(chunk)
  })
})
