import { createServer, type RequestListener } from 'node:http'
import { expect, it } from 'vitest'
import { crawl } from '../../../src/gather/service/crawl.ts'
import { formsOf } from '../../../src/gather/service/html-forms.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { operationOf, probeAt } from './probe-harness.ts'

const PAGES: Record<string, readonly [type: string, body: string]> = {
  '/': [
    'text/html',
    `<a href="/products/17?sort=price">one</a> <a href='/about'>us</a> <a href="/products/18">two</a> <a href="/delete/3">x</a> <a href="/logout">out</a>
     <a href="https://elsewhere.example/x">other</a><script src="/app.js"></script><img src="/logo.png">
     <form action="/search"><input name="q"><input type=submit name=go></form>
     <form method="post" action="/comments" enctype="multipart/form-data"><input type="hidden" name="csrf_token" value="abc"><textarea name="text" required></textarea>
       <input type="file" name="picture"><select name="kind"><option value="note">n</option><option value="rant">r</option></select></form>`,
  ],
  '/about': ['text/html', '<form method=post><input name=email type=email><input name=password type=password></form>'],
  '/products/17': ['application/json', '{"self":"/products/17","related":["/api/reviews"]}'],
  '/products/18': ['application/json', '{}'],
  '/api/reviews': ['application/json', '[]'],
  '/app.js': ['text/javascript', 'fetch("/api/cart"); go(`/api/cart/items`)'],
  '/api/cart': ['application/json', '{}'],
  '/robots.txt': ['text/plain', 'User-agent: *\nDisallow: /backstage\nDisallow: /tmp/*'],
  '/backstage': ['text/html', '<p>staff</p>'],
  '/sitemap.xml': ['application/xml', '<urlset><url><loc>/from-map</loc></url></urlset>'],
  '/from-map': ['text/html', 'x'],
  '/search': ['text/html', 'nothing'],
}

const listener: RequestListener = (request, response) => {
  const page = PAGES[(request.url ?? '').split('?')[0] ?? '']
  if (page === undefined) response.writeHead(404).end('no')
  else response.writeHead(200, { 'content-type': page[0] }).end(page[1])
}

async function crawled(known: readonly Operation[]): Promise<readonly Operation[]> {
  let found: readonly Operation[] = []
  const follow = async ({ client }: Probing): Promise<void> => {
    found = await crawl(client, { known })
  }
  await probeAt(createServer(listener), follow, [])
  return found
}

it('follows links, forms, scripts and maps, and touches nothing that acts', async () => {
  const found = await crawled([])
  expect(found.map(({ key }) => key).sort()).toEqual([
    'GET /about',
    'GET /api/cart',
    'GET /api/reviews',
    'GET /backstage',
    'GET /from-map',
    'GET /products/{product_id}',
    'GET /search',
    'POST /about',
    'POST /comments',
  ])
  const of = (key: string): Operation | undefined => found.find((operation) => operation.key === key)
  expect(of('GET /products/{product_id}')?.parameters).toMatchObject([
    { name: 'product_id', schema: { example: '17' } },
    { name: 'sort', in: 'query' },
  ])
  expect(of('GET /search')?.parameters.map(({ name }) => name)).toEqual(['q'])
  expect(of('POST /comments')?.body).toMatchObject({
    contentType: 'multipart/form-data',
    schema: {
      properties: { text: { type: 'string' }, picture: { format: 'binary' }, kind: { enum: ['note', 'rant'] } },
      required: ['text'],
    },
  })
  expect(Object.keys(of('POST /comments')?.body?.schema.properties ?? {})).not.toContain('csrf_token')
})

it('adds to what is known only what is new', async () => {
  const found = await crawled([operationOf('GET', '/products/{id}'), operationOf('GET', '/api/{thing}'), operationOf('POST', '/comments')])
  expect(found.map(({ key }) => key)).not.toContain('GET /products/{product_id}')
  expect(found.map(({ key }) => key)).not.toContain('GET /api/cart')
  expect(found.map(({ key }) => key)).toContain('GET /backstage')
})

it.each(['<form', '<form><input', '<form method="post" action=x><select name=a><option value=', '<'.repeat(5000), '<form>'.repeat(500)])(
  'reads forms of malformed pages: %.30s',
  (html) => {
    expect(formsOf(html).length).toBeLessThanOrEqual(30)
  },
)

it('learns of links that it does not follow', async () => {
  const pages = Array.from({ length: 40 }, (_value, index) => `<a href="/page-${index}">p</a>`).join('')
  const payments = operationOf('GET', '/payments')
  const server = createServer((request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(request.url === '/' ? `${pages}<a href="/payments?month=2026-11">m</a>` : ''),
  )
  await probeAt(server, async ({ client }) => void (await crawl(client, { known: [payments] })), [])
  expect(payments.parameters).toMatchObject([{ name: 'month', in: 'query', schema: { example: '2026-11' } }])
})

it('knows what the script of a page sends, and where a link sends on', async () => {
  const pages: Record<string, readonly [number, string, string]> = {
    '/': [200, 'text/html', '<script src="/assets/main.js"></script><a href="/go?to=/about">go</a><a href="/out">out</a>'],
    '/assets/main.js': [
      200,
      'text/javascript',
      'const c=axios.create({baseURL:"/api"});c.post("/notes",{text:t});c.get(`/notes/${id}`);c.get("/notes");c.delete("/account/"+id);c.get("/gone")',
    ],
    '/go': [302, 'text/plain', ''],
    '/out': [302, 'text/plain', ''],
    '/api/notes': [200, 'application/json', '[]'],
    '/api/notes/assay-unknown': [404, 'application/json', '{"error":"no such note"}'],
    '/api/account/assay-unknown': [401, 'application/json', '{"error":"who are you"}'],
  }
  const server = createServer((request, response) => {
    const [status, type, body] = pages[(request.url ?? '').split('?')[0] ?? ''] ?? [404, 'text/plain', 'no']
    response.writeHead(status, { 'content-type': type, ...(status === 302 ? { location: '/about' } : {}) }).end(body)
  })
  let found: readonly Operation[] = []
  const follow = async ({ client }: Probing): Promise<void> => {
    found = await crawl(client, { known: [] })
  }
  await probeAt(server, follow, [])
  expect(found.map(({ key }) => key).sort()).toEqual([
    'DELETE /api/account/{account_id}',
    'GET /api/gone',
    'GET /api/notes',
    'GET /api/notes/{note_id}',
    'GET /go',
    'POST /api/notes',
  ])
  const note = found.find(({ key }) => key === 'POST /api/notes')
  expect(note?.body).toMatchObject({ contentType: 'application/json', schema: { required: ['text'] } })
})

it('goes where the first page sends strangers, and to the page of a known login', async () => {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]
    const isPage = path === '/enter' || path === '/account/login'
    if (path === '/') response.writeHead(302, { location: '/enter?next=/' }).end()
    else if (!isPage) response.writeHead(404).end('no')
    else
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          '<form method="post"><input name="name"><input type="password" name="password"><input type="hidden" name="csrf_token" value="x"></form>',
        )
  })
  const known = [
    { ...operationOf('GET', '/account/login'), purpose: 'login' as const },
    { ...operationOf('POST', '/account/login'), purpose: 'login' as const },
  ]
  let found: readonly Operation[] = []
  const follow = async ({ client }: Probing): Promise<void> => {
    found = await crawl(client, { known })
  }
  await probeAt(server, follow, [])
  expect(found.map(({ key }) => key).sort()).toEqual(['GET /enter', 'POST /enter'])
  expect(known[1]?.page).toBe('/account/login')
})
