import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const AIOHTTP = (line: string): Record<string, string> => ({
  'app.py': `import json
from aiohttp import web
@web.middleware
async def access(request, handler):
    response = await handler(request)
    ${line}
    return response
async def show(request):
    return web.json_response({})
app = web.Application(middlewares=[access])
app.router.add_get('/{name}', show)
`,
})

it.each([
  ['the decoded path of a request', `print(f'{request.method} {request.path} {response.status}', flush=True)`, 1],
  ['a text as Python writes it', `print(f'{request.path!r} {response.status}')`, 0],
  ['a line of JSON', `print(json.dumps({'path': request.path}))`, 0],
  ['what the service knows', `print(f'{request.method} {response.status}')`, 0],
])('a line that is printed holds %s', async (_, line, count) => {
  const { paths } = await analysisOf(AIOHTTP(line))
  expect(paths.filter(({ kind }) => kind === 'log-injection')).toHaveLength(count)
})
