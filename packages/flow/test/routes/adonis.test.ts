import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const CONTROLLER = (query: string): string => `import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
export default class NotesController {
  async index({ request }: HttpContext) { return [] }
  async show({ params }: HttpContext) { return params.id }
  async store({ request }: HttpContext) { return request.all() }
  async search({ request }: HttpContext) { return db.rawQuery(${query}) }
}
`
const KERNEL = `import router from '@adonisjs/core/services/router'
export const middleware = router.named({ auth: () => import('#middleware/auth_middleware') })
`
const IMPORTS = `import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'
const NotesController = () => import('#controllers/notes_controller')
`
const files = (routes: string, query = "'SELECT 1'"): Readonly<Record<string, string>> => ({
  'package.json': '{"imports":{"#controllers/*":"./app/controllers/*.js","#start/*":"./start/*.js"},"dependencies":{"@adonisjs/core":"6"}}',
  'start/kernel.ts': KERNEL,
  'start/routes.ts': `${IMPORTS}${routes}\n`,
  'app/controllers/notes_controller.ts': CONTROLLER(query),
})

describe('routes of AdonisJS', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a method of a controller',
      files("router.get('/notes/:id', [NotesController, 'show']).use(middleware.auth())"),
      ['GET /notes/{id} NotesController.show authentication'],
    ],
    ['a function', files("router.post('notes', async ({ request }) => request.all())"), ['POST /notes <anonymous>']],
    [
      'several methods',
      files("router.route('/notes', ['GET', 'POST'], [NotesController, 'index'])"),
      ['GET /notes NotesController.index', 'POST /notes NotesController.index'],
    ],
    [
      'groups in groups',
      files(
        "router.group(() => {\n  router.get('/x', [NotesController, 'index'])\n  router.group(() => {\n    router.get('/y', [NotesController, 'index'])\n  }).prefix('/inner')\n}).prefix('/api').use(middleware.auth())",
      ),
      ['GET /api/inner/y NotesController.index authentication', 'GET /api/x NotesController.index authentication'],
    ],
    [
      'a resource, with what the controller has of it',
      files("router.resource('notes', NotesController).apiOnly()"),
      ['GET /notes NotesController.index', 'POST /notes NotesController.store', 'GET /notes/{id} NotesController.show'],
    ],
    [
      'the way of the version before',
      {
        'start/routes.ts':
          "import Route from '@ioc:Adonis/Core/Route'\nRoute.group(() => {\n  Route.get('/notes/:id', 'NotesController.show')\n}).middleware('auth:api')\n",
        'app/Controllers/Http/NotesController.ts':
          'export default class NotesController {\n  public async show({ params }) { return params.id }\n}\n',
      },
      ['GET /notes/{id} NotesController.show authentication'],
    ],
    ['what is no router', { 'start/routes.ts': "import router from './router.js'\nrouter.get('/x', () => 1)\n" }, []],
  ])('%s', async (_name, given, routes) => {
    const found = (await analysisOf(given)).routes
    expect(
      found.map(({ method, path, handler, guards }) =>
        [`${method} ${path} ${handler.replace(/^<anonymous>.*|^<lambda>.*/, '<anonymous>')}`, ...guards.map(({ kind }) => kind)].join(' '),
      ),
    ).toEqual(routes)
  })

  it.each([
    ["'SELECT * FROM notes WHERE title = ' + request.input('q')", 1],
    ["'SELECT * FROM notes WHERE title = ?', [request.input('q')]", 0],
  ])('values of the request reach %s', async (query, paths) => {
    const { paths: found } = await analysisOf(files("router.get('/search', [NotesController, 'search'])", query))
    expect(found.filter(({ kind, route }) => kind === 'sql-injection' && route === 0)).toHaveLength(paths)
  })
})
