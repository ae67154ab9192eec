import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { ServiceClient } from '../../../src/gather/service/client.ts'
import { findSpecification } from '../../../src/gather/service/find-specification.ts'

const SPECIFICATION = JSON.stringify({ openapi: '3.0.3', paths: { '/things': { get: {} } } })

const open: (Server | ServiceClient)[] = []
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
})

/** A client of a service that answers these paths and 404 elsewhere; a text that starts with `>` redirects. */
const clientOf = async (pages: Readonly<Record<string, string>>): Promise<ServiceClient> => {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? '']
    if (page === undefined) response.writeHead(404).end('{}')
    else if (page.startsWith('>')) response.writeHead(301, { location: page.slice(1) }).end()
    else response.end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = new ServiceClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runId: 'run',
    headers: {},
    authorizedHosts: [],
    budget: { requests: 200, milliseconds: 30_000 },
    signal: new AbortController().signal,
  })
  open.push(client, server)
  return client
}

it.each<[string, Readonly<Record<string, string>>, string | null]>([
  ['at a usual path', { '/openapi.json': SPECIFICATION }, '/openapi.json'],
  ['behind a redirect that adds a slash', { '/api/schema': '>/api/schema/', '/api/schema/': SPECIFICATION }, '/api/schema'],
  ['where the source has a route of documentation', { '/our/description': SPECIFICATION }, '/our/description'],
  [
    'where the page of Swagger UI says',
    { '/docs': `<script>SwaggerUIBundle({ url: '/hidden/here.json' })</script>`, '/hidden/here.json': SPECIFICATION },
    '/hidden/here.json',
  ],
  ['where ReDoc says', { '/redoc': '<redoc spec-url="spec.yaml"></redoc>', '/spec.yaml': SPECIFICATION }, '/spec.yaml'],
  [
    'that a set-up script of Swagger UI holds',
    {
      '/api-docs': '>/api-docs/',
      '/api-docs/': '<div id="swagger-ui"></div><script src="./swagger-ui-init.js"></script>',
      '/api-docs/swagger-ui-init.js': `var options = { "swaggerDoc": ${JSON.stringify({ openapi: '3.0.0', info: { title: 'a } "quoted" {' }, paths: { '/things': { get: {} } } }, null, 2)}, "customOptions": {} }`,
    },
    '/api-docs',
  ],
  [
    'that a set-up script names',
    {
      '/swagger-ui': `<title>Swagger UI</title><script src="/swagger-ui/swagger-initializer.js"></script>`,
      '/swagger-ui/swagger-initializer.js': 'window.ui = SwaggerUIBundle({ "url": "/our/spec.json" })',
      '/our/spec.json': SPECIFICATION,
    },
    '/our/spec.json',
  ],
  ['on the first page', { '/': `<rapi-doc spec-url="/a.json"></rapi-doc>`, '/a.json': SPECIFICATION }, '/a.json'],
  ['not behind a redirect to another host', { '/openapi.json': '>http://192.0.2.1/openapi.json/' }, null],
  ['not on another host that the page names', { '/docs': `<script>swagger({ url: 'https://other.invalid/openapi.json' })</script>` }, null],
])('the specification is found %s', async (_name, pages, from) => {
  const routes = [{ method: 'GET', path: '/our/description', purpose: 'docs' }] as const
  const { specification } = await findSpecification(null, null, await clientOf(pages), routes)
  expect(specification?.from ?? null).toBe(from)
})
