import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const APP = (wrapper: string, passed: string, converter = 'path'): string =>
  `from functools import wraps\nfrom flask import Flask, abort, session\napp = Flask(__name__)\ndef known(view):\n    @wraps(view)\n    def inner(${wrapper}):\n        if 'member' not in session:\n            abort(401)\n        return view(${passed})\n    return inner\n@app.get('/files/<${converter}:name>')\n@known\ndef show(name):\n    return open('/srv/files/' + name).read()\n`

it.each<[string, string, string, boolean]>([
  ['*args, **kwargs', '*args, **kwargs', 'path', true],
  ['**kwargs', '**kwargs', 'path', true],
  ['*args, **kwargs', '*args, **kwargs', 'int', false],
  ['*args, **kwargs', "*args, name='index.txt'", 'path', false],
])('a decorator with %s that passes on %s of a %s parameter', async (wrapper, passed, converter, leads) => {
  const { paths } = await analysisOf({ 'app.py': APP(wrapper, passed, converter) })
  expect(paths.some(({ kind }) => kind === 'path-traversal')).toBe(leads)
})
