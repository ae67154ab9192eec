import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['image/png', '.png'],
  ['image/webp', '.webp'],
])
export const app = new Hono()
app.use('/pictures/*', serveStatic({ root: './public' }))

app.post('/pictures', async (c) => {
  const { picture } = await c.req.parseBody<{ picture: File }>()
  const suffix = SUFFIXES.get(picture.type)
  if (suffix === undefined) return c.json({ error: 'no picture' }, 415)
  const name = randomUUID() + suffix
  await writeFile(path.join('public/pictures', name), Buffer.from(await picture.arrayBuffer()))
  return c.json({ name }, 201)
})
