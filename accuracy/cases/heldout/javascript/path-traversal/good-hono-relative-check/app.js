import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Hono } from 'hono'

const ROOT = path.resolve('/srv/snippets')
export const app = new Hono()

app.get('/snippets', async (c) => {
  const wanted = path.resolve(ROOT, c.req.query('file') ?? 'readme.txt')
  const relative = path.relative(ROOT, wanted)
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return c.notFound()
  return c.text(await readFile(wanted, 'utf8'))
})
