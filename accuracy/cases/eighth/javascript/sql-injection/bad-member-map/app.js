import Fastify from 'fastify'
import Database from 'better-sqlite3'

const app = Fastify({ logger: true })
const db = new Database('members.db', { readonly: true })

app.get('/members', async (request) => {
  const sent = request.headers['x-club'] ?? 'none'

  const values = new Map()
  values.set('standard', 'chess')
  values.set('club', sent)
  values.set('order', 'name')

  const club = values.get('club')
  const sql = ['SELECT id, name FROM members', `WHERE club = '${club}'`, `ORDER BY ${values.get('order')}`, 'LIMIT 100']

  return db.prepare(sql.join(' ')).all()
})

await app.listen({ port: 3000 })
