import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HEAD = `import json, os, sqlite3
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse
TOKEN = os.environ['TOKEN']
def find(statement, values=()):
    return sqlite3.connect('x').execute(statement, values).fetchall()
class Base(BaseHTTPRequestHandler):
    def authorized(self):
        return self.headers.get('Authorization') == 'Bearer ' + TOKEN
    def demand(self):
        if self.headers.get('Authorization') != TOKEN:
            self.send_response(401)
            self.end_headers()
            return False
        return True
    def small(self):
        return int(self.headers['Content-Length']) < 100
class Handler(Base):
`
const TAIL = `HTTPServer(('127.0.0.1', 8000), Handler).serve_forever()\n`
const method = (verb: string, ...lines: readonly string[]): string =>
  `    def do_${verb}(self):\n${lines.map((line) => `        ${line}\n`).join('')}`

it.each([
  ['each method', method('GET', 'pass') + method('POST', 'pass'), ['GET / ', 'POST / ']],
  ['the one path that is asked for', method('GET', `if self.path == '/notes':`, `    self.wfile.write(b'')`), ['GET /notes ']],
  [
    'several paths',
    method('GET', 'url = urlparse(self.path)', `if url.path == '/a':`, '    return', `if url.path == '/b':`, '    return'),
    ['GET / '],
  ],
  ['other methods', '    def do_work(self):\n        pass\n', []],
  [
    'a credential that is asked for at once',
    method(
      'PUT',
      `if self.headers.get('X-Api-Key') != TOKEN:`,
      '    self.send_response(403)',
      '    self.end_headers()',
      '    return',
      `find('')`,
    ),
    ['PUT / authentication refuses'],
  ],
  [
    'a helper that tells who calls',
    method('PATCH', 'if not self.authorized():', '    self.send_error(401)', '    return', `find('')`),
    ['PATCH / authentication refuses'],
  ],
  [
    'a helper that refuses itself',
    method('DELETE', 'if not self.demand():', '    return', `find('')`),
    ['DELETE / authentication refuses'],
  ],
  ['a helper whose answer nobody heeds', method('DELETE', 'self.authorized()', `find('')`), ['DELETE / ']],
  ['a helper that asks for something else', method('POST', 'if not self.small():', '    self.send_error(413)', '    return'), ['POST / ']],
])('reads routes of http.server: %s', async (_name, code, expected) => {
  const { routes } = await analysisOf({ 'app.py': `${HEAD}    server_version = 'x'\n${code}${TAIL}` })
  expect(
    routes.map(({ method: verb, path, guards }) => `${verb} ${path} ${guards.map(({ kind, proof }) => `${kind} ${proof}`).join()}`),
  ).toEqual(expected)
})

it.each([
  ['the query', 'GET', `word = parse_qs(urlparse(self.path).query)['word'][0]`],
  ['the body', 'POST', `word = json.loads(self.rfile.read(int(self.headers['Content-Length'])))['word']`],
  ['a header', 'PUT', `word = self.headers['X-Word']`],
])('follows a value of %s to a statement', async (_name, verb, read) => {
  const found = async (call: string): Promise<readonly string[]> => {
    const { paths } = await analysisOf({ 'app.py': HEAD + method(verb, read, call) + TAIL })
    return paths.map(({ kind }) => kind)
  }
  expect(await found(`find("SELECT * FROM notes WHERE word = '" + word + "'")`)).toEqual(['sql-injection'])
  expect(await found(`find('SELECT * FROM notes WHERE word = ?', (word,))`)).toEqual([])
})
