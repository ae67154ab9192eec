import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const MODELS = `from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
class Base(DeclarativeBase):
    pass
db = SQLAlchemy(model_class=Base)
class Letter(db.Model):
    __tablename__ = 'letters'
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
class Room(db.Model):
    __tablename__ = 'rooms'
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
class Repository:
    def __init__(self, model):
        self.model = model
    def get(self, ident):
        return db.session.get(self.model, ident)
    def add(self, **values):
        row = self.model(**values)
        db.session.add(row)
        return row
def repository(model):
    return Repository(model)
`

const app = (written: string, read: string): Record<string, string> => ({
  'models.py': MODELS,
  'app.py': `from flask import Flask, render_template_string, request
from models import Letter, Room, repository
app = Flask(__name__)
letters = repository(Letter)
halls = repository(Room)
@app.post('/letters')
def add():
    ${written}
    return ''
def found(ident):
    row = ${read}
    if row is None:
        raise KeyError(ident)
    return row
@app.get('/letters/<int:ident>')
def show(ident):
    return render_template_string('Dear reader, ' + found(ident).text)
`,
})

it.each([
  ['of the same rows', app("letters.add(text=request.get_json()['text'])", 'letters.get(ident)'), ['POST /letters']],
  ['of other rows', app("letters.add(text=request.get_json()['text'])", 'halls.get(ident)'), []],
  ['of a text of ours', app("letters.add(text='none yet')", 'letters.get(ident)'), []],
])('a template out of a repository for any model: %s', async (_name, files, from) => {
  const { paths, routes } = await analysisOf(files)
  const told = paths.filter(({ kind }) => kind === 'template-injection').map(({ route }) => routes[route ?? -1])
  expect(told.map((route) => `${route?.method} ${route?.path}`)).toEqual(from)
})

it('tells a redirect under a test of the method with that method', async () => {
  const { paths, routes } = await analysisOf({
    'app.py': `from flask import Flask, redirect, request\napp = Flask(__name__)\n@app.route('/login', methods=['GET', 'POST'])\ndef login():\n    if request.method == 'POST':\n        return redirect(request.values.get('next'))\n    return 'form'\n`,
  })
  expect(paths.map(({ kind, route }) => `${kind} ${routes[route ?? -1]?.method}`)).toEqual(['open-redirect POST'])
})
