import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const APP = (work: string, caught: string, answer: string): string =>
  `from flask import Flask, abort\nfrom .logic import Forbidden, NotAuthorized, action, remove, Gone\napp = Flask(__name__)\n@app.delete('/sets/<id>')\ndef delete(id):\n    try:\n        ${work}\n    except Gone:\n        abort(404)\n    except ${caught}:\n        ${answer}\n    return 'ok'\n`
const LOGIC = (check: string): string =>
  `class NotAuthorized(Exception):\n    pass\nclass Forbidden(Exception):\n    pass\nclass Gone(Exception):\n    pass\nACTIONS = {}\ndef check(user):\n    if user is None:\n        ${check}\ndef remove(id):\n    check(id)\ndef action(name):\n    return ACTIONS[name]\n`

it.each([
  ['an action of a table', 'action("delete")({}, id)', 'NotAuthorized', 'abort(403)', 'raise NotAuthorized()', 1],
  ['a function that raises it further down', 'remove(id)', 'NotAuthorized', "return abort(403, 'no')", 'raise NotAuthorized()', 1],
  ['an error that nobody raises', 'action("delete")({}, id)', 'Forbidden', 'abort(403)', 'raise NotAuthorized()', 0],
  ['a function that raises another', 'remove(id)', 'NotAuthorized', 'abort(403)', 'raise Gone()', 0],
  ['an error that is not answered', 'remove(id)', 'NotAuthorized', "return 'no'", 'raise NotAuthorized()', 0],
  ['another error', 'remove(id)', 'ValueError', 'abort(403)', 'raise ValueError()', 0],
])('%s', async (_, work, caught, answer, check, count) => {
  const { routes } = await analysisOf({ 'app/app.py': APP(work, caught, answer), 'app/logic.py': LOGIC(check) })
  expect(routes.flatMap(({ guards }) => guards.map(({ name }) => name))).toHaveLength(count)
})
