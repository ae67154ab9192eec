import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

interface Written {
  readonly marks: string
  readonly test: string
  readonly mark: string
  readonly after?: string
}

const flask = ({ marks, test, mark, after = '' }: Written): string => `from functools import wraps
from flask import Blueprint, Flask, abort, current_app, g, redirect, request, session
${marks}
def gate():
    view = current_app.view_functions.get(request.endpoint or '')
    g.member = members.get(session.get('member'))
    ${test}
    check_form()
def check_form():
    if request.method == 'POST' and request.form.get('_form') != session.get('form'):
        abort(400)
bp = Blueprint('pages', __name__)
${mark}
@bp.post('/open')
def greet():
    return {}
@bp.post('/closed')
def change():
    return {}
${after}
app = Flask(__name__)
app.register_blueprint(bp)
app.before_request(gate)
`

async function proofs(text: string): Promise<Record<string, readonly string[]>> {
  const { routes } = await analysisOf({ 'app.py': text })
  return Object.fromEntries(routes.map(({ path, guards }) => [path, guards.map(({ proof }) => proof)]))
}

const MARKS = 'def public(view):\n    view.is_public = True\n    return view'
const WRAPS =
  'def public(view):\n    @wraps(view)\n    def inner(*args, **kwargs):\n        return view(*args, **kwargs)\n    inner.is_public = True\n    return inner'
const SETS = 'def public(view):\n    setattr(view, "_open", True)\n    return view'
const LISTS = 'OPEN = set()\ndef public(view):\n    OPEN.add(view.__name__)\n    return view'
const REFUSES_BOTH = "\n        if request.method == 'GET':\n            return redirect('/sign-in')\n        abort(401)"

describe('a view that is open by what its decorator or its name says', () => {
  it.each<[string, Written]>([
    [
      'an attribute',
      { marks: MARKS, mark: '@public', test: `if g.member is None and not getattr(view, 'is_public', False):${REFUSES_BOTH}` },
    ],
    [
      'an attribute of what stands for the view',
      {
        marks: WRAPS,
        mark: '@public',
        test: "if getattr(view, 'is_public', False):\n        return\n    if g.member is None:\n        abort(401)",
      },
    ],
    ['a set attribute', { marks: SETS, mark: '@public', test: "if not hasattr(view, '_open') and g.member is None:\n        abort(401)" }],
    [
      'a list that it is put on',
      { marks: LISTS, mark: '@public', test: `if g.member is None and view.__name__ not in OPEN:\n        abort(401)` },
    ],
    [
      'a mark by hand',
      {
        marks: '',
        mark: '',
        after: 'greet.is_public = True',
        test: "if g.member is None and not getattr(view, 'is_public', False):\n        abort(401)",
      },
    ],
    [
      'a list of endpoints',
      {
        marks: "OPEN = {'pages.greet', 'static'}",
        mark: '',
        test: 'if request.endpoint in OPEN:\n        return\n    if g.member is None:\n        abort(401)',
      },
    ],
  ])('%s', async (_name, written) => {
    expect(await proofs(flask(written))).toEqual({ '/closed': ['refuses'], '/open': ['declared-open'] })
  })

  it('an endpoint of another blueprint is another view', async () => {
    const test = "if request.endpoint not in ('other.greet', 'static') and g.member is None:\n        abort(401)"
    expect(await proofs(flask({ marks: '', mark: '', test }))).toEqual({ '/closed': ['refuses'], '/open': ['refuses'] })
  })

  it('a whole blueprint that is open', async () => {
    const test = "if request.blueprint != 'pages' and g.member is None:\n        abort(401)"
    expect(await proofs(flask({ marks: '', mark: '', test }))).toEqual({ '/closed': ['declared-open'], '/open': ['declared-open'] })
  })
})

it.each<[string, Written]>([
  [
    'a mark',
    {
      marks: 'def members_only(view):\n    view.asks = True\n    return view',
      mark: '@members_only',
      test: "if getattr(view, 'asks', False) and g.member is None:\n        abort(401)",
    },
  ],
  [
    'a list of endpoints',
    { marks: '', mark: '', test: "if request.endpoint in ('pages.greet',) and g.member is None:\n        abort(401)" },
  ],
])('a guard that asks only for %s leaves the other views open', async (_name, written) => {
  const text = flask(written).replace('    check_form()\n', '')
  expect(await proofs(text)).toEqual({ '/closed': [], '/open': ['refuses'] })
})

it('what a hook keeps on the request is no mark of a view', async () => {
  const text = flask({
    marks: 'def load(request):\n    request.blocked = lookup(request)\n    return render(request)',
    mark: '',
    test: 'load(request)\n    if request.blocked or g.member is None:\n        abort(403)',
  })
  expect(await proofs(text)).toEqual({ '/closed': ['refuses'], '/open': ['refuses'] })
})
