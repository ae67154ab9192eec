import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const FLASK = `import sqlite3\nfrom flask import Flask, request\nfrom flask_login import current_user, login_required\nfrom models import Run\napp = Flask(__name__)\ndb = sqlite3.connect('x')\n@app.post('/runs/<int:key>/approve')\n@login_required\ndef approve(key):\n    `

it.each<[string, string, boolean]>([
  [
    'who approved it, in a statement',
    `db.execute('UPDATE runs SET approved_by = ?, at = now() WHERE id = ?', (current_user.id, key))`,
    false,
  ],
  ['the owner, in a statement', `db.execute('UPDATE runs SET at = now() WHERE id = ? AND owner_id = ?', (key, current_user.id))`, true],
  [
    'both of them',
    `db.execute('UPDATE runs SET approved_by = ? WHERE id = ? AND owner_id = ?', (current_user.id, key, current_user.id))`,
    true,
  ],
  ['names for the holes', `db.execute('UPDATE runs SET closed_by = :me WHERE id = :key', {'me': current_user.id, 'key': key})`, false],
  ['numbers for the holes', `db.execute('UPDATE runs SET closed_by = $1 WHERE id = $2', current_user.id, key)`, false],
  ['who took it over', `db.execute('UPDATE runs SET owner_id = ? WHERE id = ? AND owner_id IS NULL', (current_user.id, key))`, true],
  ['who changed a record', `Run.query.filter_by(id=key).update({'changed_by': current_user.id})`, false],
  ['who changed a record of Django', `Run.objects.filter(pk=key).update(changed_by_id=current_user.id)`, false],
  ['whose record it is', `Run.objects.filter(pk=key, owner_id=current_user.id).update(changed_by_id=current_user.id)`, true],
])('%s', async (_name, statement, byOwner) => {
  const { routes } = await analysisOf({ 'app.py': `${FLASK}${statement}\n    return ''\n` })
  expect(routes[0]?.effects).toMatchObject([{ kind: 'update', byOwner }])
})
