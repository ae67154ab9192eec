import type { Case } from './python-cases.ts'

/** Statements that an application's own classes put together of texts and of the values beside them. */
const PARTS = `import sqlite3
from dataclasses import dataclass, field
from flask import Flask, request
app = Flask(__name__)
db = sqlite3.connect('a.db')
@dataclass(frozen=True)
class Part:
    text: str
    values: tuple = ()
    def __add__(self, other):
        return Part(f'{self.text} {other.text}', self.values + other.values)
@dataclass
class Select:
    source: str
    conditions: list[Part] = field(default_factory=list)
    def where(self, text, *values):
        self.conditions.append(Part(text, values))
        return self
    def part(self):
        built = Part(f'SELECT id FROM {self.source}')
        for condition in self.conditions:
            built += Part('AND') + condition
        return built
def rows(query: Select | Part):
    part = query.part() if isinstance(query, Select) else query
    return db.execute(part.text, part.values).fetchall()
`
const parts = (query: string): string => `${PARTS}@app.get('/a')\ndef a():\n    return {'n': len(rows(${query}))}\n`

const pairs = (pair: string): string =>
  `import sqlite3\nfrom flask import Flask, request\napp = Flask(__name__)\ndb = sqlite3.connect('a.db')\ndef rows(conditions):\n    text, values = 'SELECT id FROM t', []\n    for one, value in conditions:\n        text += one\n        values.append(value)\n    return db.execute(text, values).fetchall()\n@app.get('/a')\ndef a():\n    conditions = []\n    conditions.append(${pair})\n    return {'n': len(rows(conditions))}\n`

const chained = (query: string): string => `import express from 'express'
import Database from 'better-sqlite3'
const app = express()
const db = new Database('a.db')
class Select {
  constructor(table) { this.table = table; this.conditions = [] }
  where(text, ...values) { this.conditions.push({ text, values }); return this }
  build() {
    const text = \`SELECT id FROM \${this.table} WHERE \` + this.conditions.map((one) => one.text).join(' AND ')
    return { text, values: this.conditions.flatMap((one) => one.values) }
  }
}
const count = (query) => {
  const built = query.build()
  return db.prepare(built.text).all(...built.values).length
}
app.get('/a', (req, res) => res.json({ n: count(${query}) }))
`

const inserted = (columns: string, name: string): string => `import express from 'express'
import { readFile } from 'node:fs/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import { notes } from './schema.js'
const db = drizzle('url')
const app = express()
app.post('/a', async (req, res) => {
  const [made] = await db.insert(notes).values({ title: req.body.title }).returning(${columns})
  await readFile('/srv/' + ${name})
  res.json({})
})
`

const sized = (use: string): string => `from django import forms
from django.http import JsonResponse
from PIL import Image
class Sized(forms.FileField):
    def __init__(self, *, most, **more):
        self.most = most
        super().__init__(**more)
class Label(forms.CharField):
    pass
class PhotoForm(forms.Form):
    photo = Sized(most=9)
    label = Label()
def add(request):
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        ${use}
    return JsonResponse({})
`

export const QUERY_BUILDER_CASES: readonly Case[] = [
  { name: 'a value beside the text of a part', kinds: [], files: { 'a.py': parts("Select('t').where('a = ?', request.args['q'])") } },
  { name: 'the text of a part', kinds: ['sql-injection'], files: { 'a.py': parts("Select('t').where('a = ' + request.args['q'])") } },
  { name: 'a value of a sum', kinds: [], files: { 'a.py': parts("Part('SELECT id FROM t') + Part('WHERE a = ?', (request.args['q'],))") } },
  { name: 'a text of a sum', kinds: ['sql-injection'], files: { 'a.py': parts("Part('SELECT id FROM t') + Part(request.args['q'])") } },
  { name: 'a value of a pair', kinds: [], files: { 'a.py': pairs("('a = ?', request.args['q'])") } },
  { name: 'a text of a pair', kinds: ['sql-injection'], files: { 'a.py': pairs("(request.args['q'], 2)") } },
  { name: 'a value of a chain', kinds: [], files: { 'a.mjs': chained("new Select('t').where('a = ?', req.query.q)") } },
  { name: 'a text of a chain', kinds: ['sql-injection'], files: { 'a.mjs': chained("new Select('t').where('a = ' + req.query.q)") } },
  { name: 'the id of a row that an insert returns', kinds: [], files: { 'a.mjs': inserted('{ id: notes.id }', 'made.id') } },
  {
    name: 'a column of such a row',
    kinds: ['path-traversal'],
    files: { 'a.mjs': inserted('{ id: notes.id, title: notes.title }', 'made.title') },
  },
  { name: 'any column of such a row', kinds: ['path-traversal'], files: { 'a.mjs': inserted('', 'made.title') } },
  { name: 'an upload in a field of its own class', kinds: [], files: { 'a.py': sized("Image.open(form.cleaned_data['photo'])") } },
  {
    name: 'a text in a field of its own class',
    kinds: ['path-traversal'],
    files: { 'a.py': sized("open('/srv/' + form.cleaned_data['label'])") },
  },
]
