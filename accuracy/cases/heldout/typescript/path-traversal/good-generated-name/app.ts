import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Hono } from 'hono'

const names = new Map<string, string>()
export const app = new Hono()

app.post('/files', async (c) => {
  const { file } = await c.req.parseBody<{ file: File }>()
  const id = randomUUID()
  names.set(id, file.name)
  await writeFile(path.join('/srv/files', id), Buffer.from(await file.arrayBuffer()))
  return c.json({ id, name: names.get(id) }, 201)
})
