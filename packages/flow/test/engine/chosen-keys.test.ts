import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const APP = (pairs: string): string =>
  `from flask import Flask, request\nfrom models import db, Member\napp = Flask(__name__)\ndef kept(body):\n    return {k: v for k, v in body.items() if v is not None}\n@app.patch('/me')\ndef change():\n    body = request.get_json()\n    member = Member.query.get(1)\n    for name, value in ${pairs}.items():\n        setattr(member, name, value)\n    db.session.commit()\n    return ''\n`

it.each<[string, boolean]>([
  ['body', true],
  ['kept(body)', true],
  ['{k: v for k, v in body.items() if v is not None}', true],
  ["{k: v for k, v in body.items() if k in ('name', 'city')}", false],
  ["{k: body[k] for k in ('name', 'city') if k in body}", false],
])('columns set under keys of %s', async (pairs, leads) => {
  const { paths } = await analysisOf({
    'app.py': APP(pairs),
    'models.py':
      'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass Member(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    role = db.Column(db.String)\n',
  })
  expect(paths.some(({ kind }) => kind === 'mass-assignment')).toBe(leads)
})
