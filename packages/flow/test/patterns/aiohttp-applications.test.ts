import { table } from './lines-of.ts'

const FAILING = (answer: string, debug = `env.get('APP_DEBUG', '1') == '1'`): Readonly<Record<string, string>> => ({
  'settings.py': `import os\nclass Settings:\n    def __init__(self, env):\n        self.debug = ${debug}\nsettings = Settings(os.environ)\n`,
  'app.py': `import traceback
from aiohttp import web
from settings import settings
def reply(data, status=200):
    return web.json_response(data, status=status)
@web.middleware
async def errors(request, handler):
    try:
        return await handler(request)
    except Exception as error:
        body = {'error': 'failed'}
${answer}
        return reply(body, 500)
`,
})
const TRACE = `body['trace'] = traceback.format_exc()`

table('stack-trace-response', [
  ['an entry that is set, and answered through a function', FAILING(`        ${TRACE}`), [13]],
  ['where a switch is on unless it is turned off', FAILING(`        if settings.debug:\n            ${TRACE}`), [14]],
  [
    'where a switch is off unless it is turned on',
    FAILING(`        if settings.debug:\n            ${TRACE}`, `env.get('APP_DEBUG') == '1'`),
    [],
  ],
  ['a log', FAILING(`        print(traceback.format_exc())`), []],
])

table('debug-mode', [
  ['a switch that shows traces unless it is turned off', FAILING(`        if settings.debug:\n            ${TRACE}`), [4]],
  [
    'a switch that shows traces when it is turned on',
    FAILING(`        if settings.debug:\n            ${TRACE}`, `env.get('APP_DEBUG', '0') == '1'`),
    [],
  ],
  ['a switch that shows nothing', FAILING(`        if settings.debug:\n            body['kind'] = 'debug'`), []],
])

const MADE = (options: string): string => `from aiohttp import web\napp = web.Application(${options})\n`

table('body-limit-missing', [
  ['a gibibyte', MADE('client_max_size=1024**3'), [2]],
  ['no limit', MADE('client_max_size=0'), [2]],
  ['a mebibyte', MADE('client_max_size=1024 * 1024'), []],
  ['what aiohttp has', MADE(''), []],
])

const ROUTE = `async def show(request):\n    return web.Response()\napp.router.add_get('/', show)\n`
table('security-headers-missing', [
  ['an application without any', `${MADE('')}${ROUTE}`, [2]],
  [
    'a signal that sets them',
    `from aiohttp import web\nHEADERS = {'X-Content-Type-Options': 'nosniff'}\nasync def add(request, response):\n    response.headers.update(HEADERS)\napp = web.Application()\napp.on_response_prepare.append(add)\n${ROUTE}`,
    [],
  ],
])
