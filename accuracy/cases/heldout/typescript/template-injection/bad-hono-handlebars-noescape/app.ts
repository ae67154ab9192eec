import Handlebars from 'handlebars'
import { Hono } from 'hono'

interface Notice {
  readonly subject: string
  readonly name: string
}

const DEFAULTS = { subject: 'News for {{name}}', footer: 'Unsubscribe at any time, {{name}}' }
export const app = new Hono()

app.post('/notices', async (c) => {
  const { subject, name } = await c.req.json<Notice>()
  const texts = { ...DEFAULTS, subject }
  const line = Handlebars.compile(texts.subject)({ name })
  return c.json({ line, echoed: subject.length })
})
