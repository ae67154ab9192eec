import { table } from './lines-of.ts'

const service = (condition: string, settings = 'JSON.parse(store.teamById(res.locals.user.team).settings)', more = '') => ({
  'store.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
export const teamById = (id: number) => db.prepare('SELECT settings FROM teams WHERE id = ?').get(id)
export function answers(team: number, tag: string | undefined) {
  ${more}
  const tagged = tag ? ${condition} : ''
  return db.prepare(\`SELECT score FROM answers WHERE team = ?\${tagged}\`).all(team)
}
`,
  'app.ts': `import express from 'express'
import * as store from './store.ts'
const app = express()
app.get('/answers', (req, res) => {
  const settings = ${settings}
  res.json(store.answers(res.locals.user.team, settings.tag))
})
`,
})
const PASTED = "` AND tag = '${tag}'`"

table('quoted-hole', [
  ['a field of stored settings between quotes', service(PASTED), [6]],
  ['a hole', service("' AND tag = ?'"), []],
  ['what is compared before', service(PASTED, undefined, "if (!['a', 'b'].includes(tag ?? '')) throw new Error('no')"), []],
  ['a field of the source', service(PASTED, "{ tag: 'open' }"), []],
])
