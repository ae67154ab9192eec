import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const app = (body: string, use = 'page_of()'): Record<string, string> => ({
  'app.py': `from flask import Flask, jsonify, request
from sqlalchemy import text
from models import db
app = Flask(__name__)
MOST = 100
def page_of():
    ${body}
@app.get('/notes')
def notes():
    rows = db.session.execute(text('SELECT id, body FROM notes LIMIT :limit OFFSET :offset'), ${use})
    return jsonify([dict(row._mapping) for row in rows])
`,
})
const PAGE = "page, size = int(request.args.get('page', 1)), int(request.args.get('per_page', 20))\n    "

it.each([
  ['as it is asked for', app(`${PAGE}return {'limit': size, 'offset': (page - 1) * size}`), 1],
  ['of at most a hundred', app(`${PAGE}return {'limit': min(size, MOST), 'offset': (page - 1) * size}`), 0],
  ['that is refused above a hundred', app(`${PAGE}if size > MOST:\n        size = MOST\n    return {'limit': size, 'offset': page}`), 0],
])('a page size %s', async (_name, files, times) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.filter(({ kind }) => kind === 'page-size-open')).toHaveLength(times)
})
