import { table } from './lines-of.ts'

const HONO = (ask: string, table = "{ $eq: '=', $ne: '<>', $like: 'LIKE' }", more = ''): Readonly<Record<string, string>> => ({
  'where.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const comparisons: Record<string, string> = ${table}
export function where(criteria: Record<string, unknown>) {
  const parts: string[] = [], values: unknown[] = []
  for (const [column, wanted] of Object.entries(criteria)) {
    ${more}
    if (wanted !== null && typeof wanted === 'object') {
      for (const [operator, value] of Object.entries(wanted)) {
        parts.push(\`\${column} \${comparisons[operator] ?? '='} ?\`)
        values.push(value)
      }
    } else {
      parts.push(\`\${column} = ?\`)
      values.push(wanted)
    }
  }
  return { text: parts.join(' AND '), values }
}
export function findOne(table: string, criteria: Record<string, unknown>) {
  const { text, values } = where(criteria)
  return db.prepare(\`SELECT * FROM \${table} WHERE \${text}\`).get(...values)
}
`,
  'app.ts': `import { Hono } from 'hono'
import { findOne } from './where.ts'
const app = new Hono()
app.post('/reset', async (c) => {
  const { code } = await c.req.json()
  ${ask}
  return c.json({ found })
})
`,
})
const NESTED = 'for (const [op, operand] of Object.entries(value)) this.filter(field, op, operand)'
const BUILDER = (type: string, given = 'req.body.code', nested = NESTED): Readonly<Record<string, string>> => ({
  'query.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const operators: Record<string, string> = { eq: '=', ne: '<>', like: 'LIKE' }
class Query {
  parts: string[] = []
  constructor(private table: string) {}
  where(match: Record<string, unknown>) {
    for (const [field, value] of Object.entries(match)) {
      if (typeof value === 'object') ${nested}
      else this.filter(field, 'eq', value)
    }
    return this
  }
  filter(field: string, op: string, value: unknown) {
    this.parts.push(\`\${field} \${operators[op]} ?\`)
    return this
  }
  first() { return db.prepare(\`SELECT * FROM \${this.table} WHERE \${this.parts}\`).get() }
}
export const from = (table: string) => new Query(table)
`,
  'store.ts': `import { from } from './query.ts'
export const findCode = (match: Record<string, unknown>) => from('codes').where({ ...match, used: null }).first()
`,
  'service.ts': `import * as store from './store.ts'
export function accept(code: ${type}) {
  return store.findCode({ code })
}
`,
  'app.ts': `import express from 'express'
import * as service from './service.ts'
const app = express()
app.post('/accept', (req, res) => { res.json(service.accept(${given})) })
`,
})
const FLASK = (criteria: string, before = ''): string => `from flask import Flask, request
app = Flask(__name__)
TESTS = {'$eq': lambda held, wanted: held == wanted, '$ne': lambda held, wanted: held != wanted}
def matches(document, criteria):
    for key, wanted in criteria.items():
        if isinstance(wanted, dict):
            if not all(TESTS[name](document.get(key), value) for name, value in wanted.items()):
                return False
        elif document.get(key) != wanted:
            return False
    return True
class Codes:
    def __init__(self):
        self.documents = []
    def find_one(self, criteria):
        return next((one for one in self.documents if matches(one, criteria)), None)
codes = Codes()
@app.post('/reset')
def reset():
    body = request.get_json()
${before}    return {'found': codes.find_one(${criteria}) is not None}
`

table('operator-object', [
  ['a field that a service hands to a builder', BUILDER('any'), [3]],
  ['a field that is made a text', BUILDER('any', 'String(req.body.code)'), []],
  ['a field that the service takes for a text and does not look at', BUILDER('string'), [3]],
  ['a builder that refuses objects', BUILDER('any', undefined, "throw new Error('no')"), []],
  ['a field as it came', HONO("const found = findOne('resets', { code, used: 0 })"), [6]],
  ['a field that is asked whether it is there', HONO("const found = code ? findOne('resets', { code }) : undefined"), [6]],
  ['a field that is made a text', HONO("const found = findOne('resets', { code: String(code) })"), []],
  [
    'a field whose type is asked',
    HONO("if (typeof code !== 'string') return c.json({}, 422)\n  const found = findOne('resets', { code })"),
    [],
  ],
  ['a field that a function has asked', HONO("if (!isCode(code)) return c.json({}, 422)\n  const found = findOne('resets', { code })"), []],
  ['a field of the path', HONO("const found = findOne('resets', { code: c.req.param('code') })"), []],
  ['a table of columns', HONO("const found = findOne('resets', { code })", "{ code: 'token', user: 'user_id' }"), []],
  ['what the service writes', HONO("const found = findOne('resets', { used: { $ne: 1 } })"), []],
  ['a field in Python', FLASK("{'code': body['code']}"), [21]],
  ['a field that is made a text in Python', FLASK("{'code': str(body['code'])}"), []],
  [
    'a field whose type is asked in Python',
    FLASK("{'code': body['code']}", "    if not isinstance(body['code'], str):\n        return {}, 422\n"),
    [],
  ],
  ['a field of the address in Python', FLASK("{'code': request.args['code']}"), []],
])
