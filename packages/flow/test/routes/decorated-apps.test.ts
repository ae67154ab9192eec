import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const POWERTOOLS = `from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from .notes import router
app = APIGatewayRestResolver()
app.include_router(router, prefix="/notes")
@app.get("/people/<person_id>")
def person(person_id):
    return {}
@app.route("/people", method=["PUT", "POST"])
def people():
    return app.current_event.json_body
def handler(event, context):
    return app.resolve(event, context)
`
const POWERTOOLS_ROUTER = `from aws_lambda_powertools.event_handler.router import APIGatewayRouter
router = APIGatewayRouter()
@router.delete("/<note_id>")
def drop(note_id):
    return {}
`
const CHALICE = `from chalice import Chalice, CognitoUserPoolAuthorizer
app = Chalice(app_name="notes")
pool = CognitoUserPoolAuthorizer("people", provider_arns=["arn"])
@app.route("/notes/{note_id}", methods=["GET", "DELETE"], authorizer=pool)
def note(note_id):
    return {}
@app.route("/open")
def opened():
    return {}
`
const ROBYN = `import sqlite3
from robyn import Request, Robyn, SubRouter
app = Robyn(__file__)
notes = SubRouter(__file__, prefix="/notes")
db = sqlite3.connect("notes.db")
@notes.get("/:id", auth_required=True)
async def show(request: Request):
    return db.execute(QUERY).fetchone()
@app.post("/people")
def create(request):
    return request.json()
app.include_router(notes)
app.start(port=8080)
`
const BLACKSHEEP = `import sqlite3
from blacksheep import Application, Request, get, post
from blacksheep.server.authorization import auth
from blacksheep.server.controllers import Controller, delete
app = Application()
db = sqlite3.connect("notes.db")
@get("/")
async def home():
    return "x"
@auth("authenticated")
@app.router.get("/notes/{note_id}")
async def show(note_id: int):
    return "x"
@post("/search")
async def search(text: str):
    return db.execute(QUERY).fetchall()
class Notes(Controller):
    @delete("/n/<note_id>")
    async def remove(self, note_id: int):
        return ""
`

describe('handlers below the decorators of an application', () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'Lambda Powertools',
      { 'fn/__init__.py': '', 'fn/app.py': POWERTOOLS, 'fn/notes.py': POWERTOOLS_ROUTER },
      ['DELETE /notes/{note_id} gateway', 'POST /people gateway', 'PUT /people gateway', 'GET /people/{person_id} gateway'],
    ],
    ['Chalice', { 'app.py': CHALICE }, ['DELETE /notes/{note_id} authorizer', 'GET /notes/{note_id} authorizer', 'GET /open']],
    ['Robyn', { 'app.py': ROBYN }, ['GET /notes/{id} auth_required', 'POST /people']],
    [
      'BlackSheep',
      { 'app.py': BLACKSHEEP },
      ['GET /', 'DELETE /n/{note_id}', 'GET /notes/{note_id} auth("authenticated")', 'POST /search'],
    ],
    ['another library with such decorators', { 'app.py': 'from tasks import app\n@app.get("/x")\ndef x():\n    return 1\n' }, []],
  ])('%s', async (_name, files, routes) => {
    const found = (await analysisOf(files)).routes
    expect(found.map(({ method, path, guards }) => [`${method} ${path}`, ...guards.map(({ name }) => name)].join(' '))).toEqual(routes)
  })
})

describe('what they are given reaches a query', () => {
  const joined = '"SELECT * FROM notes WHERE id = \'" + VALUE + "\'"'
  const bound = '"SELECT * FROM notes WHERE id = ?", (VALUE,)'
  it.each([
    ['Robyn, joined', ROBYN, joined, 'request.path_params["id"]', 1],
    ['Robyn, bound', ROBYN, bound, 'request.path_params["id"]', 0],
    ['BlackSheep, joined', BLACKSHEEP, joined, 'text', 1],
    ['BlackSheep, bound', BLACKSHEEP, bound, 'text', 0],
  ])('%s', async (_name, app, query, value, paths) => {
    const { paths: found } = await analysisOf({ 'app.py': app.replace('QUERY', query.replace('VALUE', value)) })
    expect(found.filter(({ kind, route }) => kind === 'sql-injection' && route !== null)).toHaveLength(paths)
  })
})
