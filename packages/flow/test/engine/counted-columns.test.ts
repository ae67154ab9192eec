import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const PAGE = (query: string, column: string): string =>
  `import sqlite3\nfrom flask import Flask, request\napp = Flask(__name__)\ndef rows(statement, values=()):\n    return sqlite3.connect('hall.db').execute(statement, values).fetchall()\ndef one(statement, values=()):\n    found = rows(statement, values)\n    return found[0] if found else None\n@app.get('/flight')\ndef flight():\n    found = one("${query}")\n    return f"<p>{found['${column}']} bags</p>"\n`

it.each([
  ['count(*) AS n', 'n', false],
  ['coalesce(sum(weight), 0) AS weight', 'weight', false],
  ['max(length(tag)) AS longest, count(*) AS n', 'n', false],
  ['remark', 'remark', true],
  ['max(remark) AS last', 'last', true],
  ['count(*) AS n, remark', 'remark', true],
])('SELECT %s, of which %s is shown', async (columns, column, isTold) => {
  const { paths } = await analysisOf({ 'app.py': PAGE(`SELECT ${columns} FROM bags`, column) })
  expect(paths.some(({ kind }) => kind === 'stored-xss' || kind === 'xss')).toBe(isTold)
})
