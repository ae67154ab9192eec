import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const CONFIG = (lines: string): string =>
  `from pyramid.config import Configurator\ndef main(_, **settings):\n    with Configurator(settings=settings) as config:\n        config.add_route('keys', '/keys/{id}')\n${lines}        config.scan('views')\n        return config.make_wsgi_app()\n`
const IMPORTS = 'from pyramid.view import view_config, view_defaults\nfrom pyramid.security import NO_PERMISSION_REQUIRED\n'
const view = (options: string): string =>
  `${IMPORTS}@view_config(route_name='keys', request_method='POST'${options})\ndef change(request):\n    return {}\n`
const BY_DEFAULT = `        config.set_default_permission('sign')\n`

it.each([
  ['a view without a permission', CONFIG(''), view(''), 'POST /keys/{id} '],
  ['the permission of the configuration', CONFIG(BY_DEFAULT), view(''), 'POST /keys/{id} authentication named'],
  [
    'a permission that the view waives',
    CONFIG(BY_DEFAULT),
    view(', permission=NO_PERMISSION_REQUIRED'),
    'POST /keys/{id} authentication declared-open',
  ],
  ['a permission of the view', CONFIG(''), view(`, permission='manage'`), 'POST /keys/{id} role named'],
  [
    'the defaults of a class',
    CONFIG(''),
    `${IMPORTS}@view_defaults(route_name='keys', permission='manage')\nclass Keys:\n    def __init__(self, request):\n        self.request = request\n    @view_config(request_method='DELETE')\n    def drop(self):\n        return {}\n`,
    'DELETE /keys/{id} role named',
  ],
  [
    'a view that the configuration joins to its route',
    CONFIG(
      `        from views import change\n        config.add_view(change, route_name='keys', request_method='PUT', permission='manage')\n`,
    ),
    'def change(request):\n    return {}\n',
    'PUT /keys/{id} role named',
  ],
])('%s', async (_name, config, views, expected) => {
  const { routes } = await analysisOf({ 'app.py': config, 'views.py': views })
  expect(
    routes.map(({ method, path, guards }) => `${method} ${path} ${guards.map(({ kind, proof }) => `${kind} ${proof}`).join()}`),
  ).toEqual([expected])
})
