import { table } from './lines-of.ts'

const HONO = (body: string, constraint = '', insert = 'INSERT INTO'): Readonly<Record<string, string>> => ({
  'db.ts': `import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
db.exec(\`CREATE TABLE redemptions (code TEXT NOT NULL, shop TEXT NOT NULL${constraint});
CREATE TABLE shops (id TEXT PRIMARY KEY, name TEXT UNIQUE, credit INTEGER);\`)
export const get = (sql: string, ...values: any[]) => db.prepare(sql).get(...values)
export const run = (sql: string, ...values: any[]) => db.prepare(sql).run(...values)
export const findOne = (table: string, row: any) => get(\`SELECT * FROM \${table} WHERE \${Object.keys(row).map((name) => \`\${name} = ?\`).join(' AND ')}\`, ...Object.values(row))
export const insert = (table: string, row: any) => run(\`${insert} \${table} (\${Object.keys(row)}) VALUES (\${Object.keys(row).map(() => '?')})\`, ...Object.values(row))
export function transaction<T>(work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  const result = work()
  db.exec('COMMIT')
  return result
}
`,
  'app.ts': `import { Hono } from 'hono'
import { findOne, get, insert, run, transaction } from './db.ts'
import { announce } from './hooks.ts'
const app = new Hono()
app.post('/redeem', async (c) => {
  const { code } = await c.req.json()
  const shop = c.get('shopId')
  ${body}
  return c.json({ ok: true })
})
`,
})
const ASK = "if (findOne('redemptions', { code, shop })) return c.json({ error: 'already used' }, 409)"
const BOOK = "insert('redemptions', { code, shop })\n    run('UPDATE shops SET credit = credit + 5 WHERE id = ?', shop)"

table('check-then-act', [
  ['asked before a wait, booked behind it', HONO(`${ASK}\n  await announce(code)\n  transaction(() => {\n    ${BOOK}\n  })`), [8]],
  ['asked and booked without a wait', HONO(`await announce(code)\n  ${ASK}\n  transaction(() => {\n    ${BOOK}\n  })`), []],
  [
    'asked inside',
    HONO(
      `await announce(code)\n  const done = transaction(() => {\n    if (findOne('redemptions', { code, shop })) return false\n    ${BOOK}\n    return true\n  })\n  if (!done) return c.json({ error: 'already used' }, 409)`,
    ),
    [],
  ],
  [
    'asked outside and inside',
    HONO(
      `${ASK}\n  await announce(code)\n  transaction(() => {\n    if (findOne('redemptions', { code, shop })) return\n    ${BOOK}\n  })`,
    ),
    [],
  ],
  [
    'a table that takes one alone',
    HONO(`${ASK}\n  await announce(code)\n  transaction(() => {\n    ${BOOK}\n  })`, ', UNIQUE (code, shop)'),
    [],
  ],
  [
    'an insert that is done once',
    HONO(
      `${ASK}\n  await announce(code)\n  transaction(() => {\n    insert('redemptions', { code, shop })\n    run('INSERT INTO log (code) VALUES (?) ON CONFLICT DO NOTHING', code)\n  })`,
    ),
    [],
  ],
  [
    'another table',
    HONO(
      `if (findOne('shops', { id: shop })) return c.json({ error: 'already there' }, 409)\n  await announce(code)\n  transaction(() => {\n    insert('redemptions', { code, shop })\n  })`,
    ),
    [],
  ],
])
