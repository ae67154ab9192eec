import Database from 'better-sqlite3'
import { Hono } from 'hono'
import sanitizeHtml from 'sanitize-html'

interface Notice {
  readonly id: number
  readonly text: string
}

const db = new Database('notices.sqlite')
export const app = new Hono()

app.post('/notices', async (c) => {
  const { text } = await c.req.json<{ text: string }>()
  db.prepare('INSERT INTO notices (text) VALUES (?)').run(text)
  return c.body(null, 201)
})

app.get('/notices', (c) => {
  const notices = db.prepare('SELECT id, text FROM notices ORDER BY id DESC LIMIT 20').all() as Notice[]
  return c.html(notices.map(({ text }) => `<section>${sanitizeHtml(text)}</section>`).join('\n'))
})
