import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const WEB = `import inspect
from flask import Blueprint, request, session
from werkzeug.exceptions import Forbidden
def view_of(obj):
    if inspect.isclass(obj):
        def wrapper(**kwargs):
            return obj().process()
        return wrapper
    return obj
class Rules(Blueprint):
    def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
        super().add_url_rule(rule, endpoint, view_of(view_func), **options)
class Handler:
    def _check_access(self):
        pass
    def process(self):
        self._check_access()
        return self._process()
class Protected(Handler):
    def _require_user(self):
        if session.user is None:
            raise Forbidden
    def _check_access(self):
        self._require_user()
class ForAdmins(Protected):
    def _check_access(self):
        Protected._check_access(self)
        if not session.user.is_admin:
            raise Forbidden
class ForSome(Protected):
    def _is_open(self):
        return False
    def _check_access(self):
        if not is_admin(session.user) and not self._is_open():
            raise Forbidden
class ForWhoSaysSo(Handler):
    def _check_access(self):
        if not session.user.is_admin and not request.args.get('internal'):
            raise Forbidden
class Unasked(Handler):
    def _check(self):
        if session.user is None:
            raise Forbidden
`
const routesOf = async (base: string): Promise<readonly string[]> => {
  const { routes } = await analysisOf({
    'app/web.py': WEB,
    'app/keys.py': `from flask import request\nfrom .web import ${base}, Rules\nclass Keys(${base}):\n    def _process(self):\n        return request.view_args\nrules = Rules('keys', __name__)\nrules.add_url_rule('/admin/keys', 'keys', Keys, methods=('DELETE',))\n`,
  })
  return routes.map(({ path, handler, guards }) => `${path} ${handler} ${guards.map(({ kind }) => kind).sort()[0] ?? 'open'}`)
}

it.each([
  ['Handler', 'open'],
  ['Unasked', 'open'],
  ['Protected', 'authentication'],
  ['ForSome', 'role'],
  ['ForWhoSaysSo', 'open'],
])('a class that the tree itself asks, made from %s: %s', async (base, guard) => {
  expect(await routesOf(base)).toEqual([`/admin/keys Keys ${guard}`])
})

it('knows the role that the class asks for', async () => {
  const { routes } = await analysisOf({
    'app/web.py': WEB,
    'app/keys.py': `from flask import request\nfrom .web import ForAdmins, Rules\nclass Keys(ForAdmins):\n    pass\nrules = Rules('keys', __name__)\nrules.add_url_rule('/keys', 'keys', view_func=Keys)\n`,
  })
  expect(routes[0]?.guards).toContainEqual(expect.objectContaining({ kind: 'role', proof: 'refuses' }))
})
