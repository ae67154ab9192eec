import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const run = promisify(exec)
const app = new Hono()

function* voices(sent) {
  yield 'alba'
  yield sent
  yield 'kathleen'
}

app.get('/voices/sample', async (c) => {
  const source = voices(c.req.header('x-voice') ?? 'alba')
  const first = source.next().value
  const second = source.next().value

  const voice = first
  const { stdout } = await run(`say-sample --voice ${voice}`, { timeout: 5000 })

  return c.json({ file: stdout.trim(), changed: first !== second })
})

serve({ fetch: app.fetch, port: 3000 })
