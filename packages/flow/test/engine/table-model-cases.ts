import type { Case } from './python-cases.ts'

const HEAD = `from fastapi import Depends, FastAPI\nfrom sqlmodel import Field, Session, SQLModel, create_engine\nengine = create_engine('x')\napp = FastAPI()\nclass HeroBase(SQLModel):\n    name: str\nclass Hero(HeroBase, table=True):\n    id: int | None = Field(default=None, primary_key=True)\n    is_admin: bool = False\nclass HeroIn(HeroBase):\n    pass\ndef get_session():\n    with Session(engine) as session:\n        yield session\nclass Crud:\n    def __init__(self, model, session):\n        self.model = model\n        self.session = session\n    def create(self, values):\n        row = self.model(**values)\n        self.session.add(row)\n        return row\ndef heroes():\n    with Session(engine) as session:\n        yield Crud(Hero, session)\n`
const stored = (type: string, row: string): string =>
  `${HEAD}@app.post('/h')\ndef add(body: ${type}, session: Session = Depends(get_session)):\n    session.add(${row})\n    session.commit()\n    return {}\n`
const through = (type: string, values: string): string =>
  `${HEAD}@app.post('/h')\ndef add(body: ${type}, crud: Crud = Depends(heroes)):\n    return crud.create(${values})\n`
const one = (name: string, kinds: Case['kinds'], text: string): Case => ({ name, kinds, files: { 'app.py': text } })

const PAGES = `import markdown\nfrom flask import Flask, render_template\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Recipe(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    notes = db.Column(db.Text)\n`
const page = (name: string, kinds: Case['kinds'], row: string, html: string): Case => ({
  name,
  kinds,
  files: {
    'app.py': `${PAGES}@app.get('/r/<int:key>')\ndef show(key):\n    recipe = ${row}\n    return render_template('r.html', notes=markdown.markdown(recipe.notes))\n`,
    'templates/r.html': html,
  },
})

/** Rows that are the body of a request themselves, and rows that an extension loads. */
export const TABLE_MODEL_CASES: readonly Case[] = [
  one('a row that is the body', ['mass-assignment'], stored('Hero', 'body')),
  one('a row made of a model of its own', [], stored('HeroIn', 'Hero.model_validate(body)')),
  one('a row of fields that are named', [], stored('Hero', 'Hero(name=body.name)')),
  one('a dictionary of such a body', ['mass-assignment'], through('Hero', `body.model_dump(exclude={'id'})`)),
  one('a dictionary of a model of its own', [], through('HeroIn', 'body.model_dump()')),
  page('a row by its key', ['stored-xss'], 'db.get_or_404(Recipe, key)', '<p>{{ notes | safe }}</p>'),
  page('the first row', ['stored-xss'], 'db.first_or_404(db.select(Recipe).filter_by(id=key))', '<p>{{ notes | safe }}</p>'),
  page('a row whose text is escaped', [], 'db.get_or_404(Recipe, key)', '<p>{{ notes }}</p>'),
]
