import { table } from './lines-of.ts'

const EXPRESS = (body: string): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
db.exec('CREATE TABLE users (id INTEGER, name TEXT, password_hash TEXT)')
const one = (sql: string, ...values: any[]): any => db.prepare(sql).get(...values)
const app = express()
app.get('/events/:id', (req, res) => {
  const event = one('SELECT id, title, owner FROM events WHERE id = ?', req.params.id)
  ${body}
  res.json(event)
})
`,
})

table('sensitive-response-pattern', [
  ['a whole row that is made a part', EXPRESS("event.organiser = one('SELECT * FROM users WHERE id = ?', event.owner)"), [10]],
  ['named columns that are made a part', EXPRESS("event.organiser = one('SELECT id, name FROM users WHERE id = ?', event.owner)"), []],
  ['a field of a row', EXPRESS("event.organiser = one('SELECT * FROM users WHERE id = ?', event.owner).name"), []],
  [
    'an object of fields',
    EXPRESS("const row = one('SELECT * FROM users WHERE id = ?', event.owner)\n  event.organiser = { id: row.id, name: row.name }"),
    [],
  ],
  [
    'a row whose secret is taken out',
    EXPRESS("const row = one('SELECT * FROM users WHERE id = ?', event.owner)\n  delete row.password_hash\n  event.organiser = row"),
    [],
  ],
  ['a row that something else keeps', EXPRESS("req.organiser = one('SELECT * FROM users WHERE id = ?', event.owner)"), []],
])
