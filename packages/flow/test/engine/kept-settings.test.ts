import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const service = (store: string, write: string, read: string): string => `from flask import Flask, request, send_from_directory
app = Flask(__name__)

class Settings:
    def __init__(self):
        self.folder = '/srv/books'
        self.recent = []
    def take(self, values, field):
        if field in self.__dict__:
            setattr(self, field, values.get(field))

store = ${store}

@app.post('/admin/settings')
def change():
    values = request.form.to_dict()
    ${write}
    return 'ok'

@app.get('/file')
def file():
    return send_from_directory(${read}, 'x.txt')
`

it.each<[string, string, number]>([
  ['an attribute of a settings object', service('Settings()', "store.folder = values['folder']", 'store.folder'), 0],
  ['an attribute whose name is given', service('Settings()', "store.take(values, 'title')", 'store.folder'), 0],
  ['an entry of a dictionary', service('{}', "store['folder'] = values['folder']", "store['folder']"), 1],
  ['an item of a list that an object holds', service('Settings()', "store.recent.append(values['folder'])", 'store.recent[0]'), 1],
  [
    'what the same request set',
    service('Settings()', "store.folder = values['folder']\n    return send_from_directory(store.folder, 'x')", "'/srv'"),
    1,
  ],
])('what one request leaves for the next: %s', async (_name, text, paths) => {
  const found = (await analysisOf({ 'app.py': text })).paths.filter(({ kind }) => kind === 'path-traversal')
  expect(found.length).toBe(paths)
})
