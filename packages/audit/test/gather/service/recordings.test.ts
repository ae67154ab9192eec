import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templateOf } from '../../../src/gather/service/examples.ts'
import { mergeOperations } from '../../../src/gather/service/operations.ts'
import { readRecording } from '../../../src/gather/service/recordings.ts'

const BASE = 'http://127.0.0.1:3000'
const har = (...entries: readonly unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } })
const entry = (method: string, url: string, postData?: unknown, status = 200): unknown => ({
  request: { method, url, postData },
  response: { status },
})
const json = (value: unknown): unknown => ({ mimeType: 'application/json; charset=utf-8', text: JSON.stringify(value) })

describe('a HAR file', () => {
  it('gives operations with templates, queries and bodies', () => {
    const text = har(
      entry('GET', `${BASE}/api/orders/17?expand=lines`),
      entry('POST', `${BASE}/api/orders`, json({ note: 'tea', lines: [{ sku: 'A1', count: 2 }] })),
      entry('POST', `${BASE}/login`, {
        mimeType: 'application/x-www-form-urlencoded',
        params: [
          { name: 'username', value: 'ann' },
          { name: 'password', value: 'hunter2hunter2' },
        ],
      }),
      entry('GET', `${BASE}/logo.png`),
      entry('GET', `${BASE}/gone`, undefined, 404),
      entry('GET', 'https://analytics.example/collect'),
    )
    const operations = readRecording(text, 'site.har', BASE)?.operations
    expect(operations?.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/orders/{order_id}',
      'POST /api/orders',
      'POST /login',
    ])
    expect(operations?.[0]?.parameters).toMatchObject([{ name: 'expand', in: 'query', schema: { example: 'lines' } }])
    expect(operations?.[1]?.body?.schema.properties).toMatchObject({ note: { type: 'string', example: 'tea' }, lines: { type: 'array' } })
    expect(operations?.[2]?.body?.contentType).toBe('application/x-www-form-urlencoded')
  })
  it('keeps nobody’s credentials', () => {
    const text = har(entry('POST', `${BASE}/login`, json({ email: 'ann@corp.example', password: 'hunter2hunter2', api_token: 'abcdefgh' })))
    const kept = JSON.stringify(readRecording(text, 'site.har', BASE))
    for (const secret of ['ann@corp.example', 'hunter2hunter2', 'abcdefgh']) expect(kept).not.toContain(secret)
  })
  it('takes the origin that was asked most where the service itself was not recorded', () => {
    const text = har(entry('GET', 'https://cdn.example/x'), entry('GET', 'https://shop.example/a'), entry('GET', 'https://shop.example/b'))
    expect(readRecording(text, 'site.har', BASE)?.operations.map(({ path }) => path)).toEqual(['/a', '/b'])
  })
})

const COLLECTION = {
  info: { name: 'shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  auth: { type: 'bearer' },
  variable: [{ key: 'base', value: 'http://localhost:9999/v1' }],
  item: [
    {
      name: 'orders',
      item: [
        { name: 'one', request: { method: 'GET', url: { raw: '{{base}}/orders/:orderId?full=1', query: [{ key: 'full', value: '1' }] } } },
        {
          name: 'make',
          request: { method: 'POST', url: '{{base}}/orders', body: { mode: 'raw', raw: '{"note": "tea", "count": {{count}}}' } },
        },
        { name: 'by variable', request: { method: 'DELETE', url: { raw: '{{host}}/orders/{{order id}}' } } },
      ],
    },
    {
      name: 'log in',
      request: {
        method: 'POST',
        auth: { type: 'noauth' },
        url: '{{base}}/login',
        body: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'email', value: 'a@b.example' },
            { key: 'old', disabled: true },
          ],
        },
      },
    },
    {
      name: 'picture',
      request: { method: 'POST', url: '{{base}}/pictures', body: { mode: 'formdata', formdata: [{ key: 'file', type: 'file' }] } },
    },
    { name: 'broken', request: { url: 7 } },
  ],
}

describe('a Postman collection', () => {
  const recording = readRecording(JSON.stringify(COLLECTION), 'shop.json', BASE)
  it('gives operations of all folders', () => {
    expect(recording?.operations.map(({ method, path, access }) => `${method} ${path} ${access}`)).toEqual([
      'GET /v1/orders/{orderId} authenticated',
      'POST /v1/orders authenticated',
      'DELETE /orders/{order_id} authenticated',
      'POST /v1/login public',
      'POST /v1/pictures authenticated',
    ])
    expect(recording?.warnings).toEqual(['the request "broken" of the collection names no path'])
  })
  it('reads bodies of each mode', () => {
    const bodies = recording?.operations.map(({ body }) => body)
    expect(bodies?.[1]).toMatchObject({
      contentType: 'application/json',
      schema: { properties: { note: { example: 'tea' }, count: { type: 'integer' } } },
    })
    expect(Object.keys(bodies?.[3]?.schema.properties ?? {})).toEqual(['email'])
    expect(bodies?.[4]).toMatchObject({ contentType: 'multipart/form-data', schema: { properties: { file: { format: 'binary' } } } })
  })
})

it('joins recorded requests with what is known by other ways', () => {
  const known = readRecording(har(entry('GET', `${BASE}/posts/17`)), 'a.har', BASE)?.operations ?? []
  const specified = [{ method: 'GET', path: '/posts/{slug}', operationId: '', parameters: [], body: null, access: 'unknown' as const }]
  const recorded =
    readRecording(har(entry('GET', `${BASE}/posts/hello-world`), entry('GET', `${BASE}/hidden`)), 'b.har', BASE)?.operations ?? []
  const { operations } = mergeOperations(specified, [], [], [...known, ...recorded])
  expect(operations.map(({ key, origins }) => `${key} ${origins.join('+')}`)).toEqual([
    'GET /hidden recording',
    'GET /posts/{slug} openapi+recording',
  ])
})

it.each([
  ['/users/42/files/0f8fad5b-d9cb-469f-a165-70867728950e', '/users/{user_id}/files/{file_id}'],
  ['/categories/7', '/categories/{category_id}'],
  ['/v1/items', '/v1/items'],
  ['/7/8', '/{id}/{id_}'],
  ['/add/cafe', '/add/cafe'],
])('%s becomes %s', (path, template) => {
  expect(templateOf(path)).toBe(template)
})

it('is none of both', () => {
  for (const text of ['', 'null', '[]', '{"openapi":"3.0.0"}', '{"log":7}', '{"item":{}}'])
    expect(readRecording(text, 'x', BASE)).toBeNull()
})

it('never throws, whatever a recording holds', () => {
  const hostile = fc.anything({ maxDepth: 4 })
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      readRecording(
        JSON.stringify({ log: { entries: [a, { request: b }, { request: { method: 'GET', url: a, postData: b } }] } }) ?? '',
        'x',
        BASE,
      )
      readRecording(
        JSON.stringify({ item: [a, { request: b }, { item: [b] }, { request: { url: a, body: b } }], variable: [a, b] }) ?? '',
        'x',
        BASE,
      )
    }),
    { numRuns: 300 },
  )
})
