import { table } from './lines-of.ts'

interface Parts {
  readonly schema?: string
  readonly column?: string
  readonly drop?: string
  readonly given?: string
}

const service = ({ schema = 'z.looseObject({ name: z.string() })', column = '`"${name}"`', drop = '', given = 'changes' }: Parts) => ({
  'query.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const columns = new Set(['name', 'phone'])
class Query {
  constructor(private table: string) {}
  column(name: string) { return ${column} }
  update(changes: Record<string, any>) {
    const names = Object.keys(changes)
    return db.prepare(\`UPDATE \${this.table} SET \${names.map((name) => \`\${this.column(name)} = ?\`)}\`).run(...Object.values(changes))
  }
}
export const from = (table: string) => new Query(table)
`,
  'store.ts': `import { from } from './query.ts'
export const change = (id: number, changes: Record<string, any>) => from('members').update(changes)
`,
  'app.ts': `import express from 'express'
import { z } from 'zod'
import * as store from './store.ts'
const app = express()
const fixed = ['id', 'role']
const profile = ${schema}
app.patch('/me', (req, res) => {
  const changes: Record<string, any> = profile.parse(req.body)
  ${drop}
  store.change(res.locals.user.id, ${given})
  res.status(204).end()
})
`,
})
const DROP = 'for (const name of fixed) delete changes[name]'
const CHECKED = "columns.has(name) ? name : ''"

table('mass-assignment-pattern', [
  ['columns that a list does not forbid', service({ drop: DROP }), [9]],
  ['all columns that the body names', service({ schema: 'z.object({ name: z.string() }).passthrough()' }), [8]],
  ['what the schema names', service({ drop: DROP, schema: 'z.object({ name: z.string() })' }), []],
  ['what the schema names, of which a part is loose', service({ schema: 'z.object({ settings: z.object({}).passthrough() })' }), []],
  ['columns that are compared', service({ column: CHECKED }), []],
  ['one of the fields', service({ given: '{ name: changes.name }' }), []],
])

table('type-unasked', [
  ['names that are no columns', service({ drop: DROP }), [6]],
  ['names that are compared', service({ drop: DROP, column: CHECKED }), []],
])
