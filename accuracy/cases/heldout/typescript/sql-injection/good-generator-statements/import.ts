import Database from 'better-sqlite3'
import { Hono } from 'hono'

const db = new Database('labels.sqlite')
export const app = new Hono()

function* statements(labels: readonly string[]): Generator<[string, string]> {
  for (const label of labels) yield ['INSERT INTO labels (text) VALUES (?)', label]
}

app.post('/labels', async (c) => {
  const { labels } = await c.req.json<{ labels: string[] }>()
  for (const [statement, label] of statements(labels.slice(0, 100))) db.prepare(statement).run(label)
  return c.body(null, 204)
})
