import type { RouteFact } from '@assay/flow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lessonOf } from '../../../src/gather/service/lessons.ts'
import { readSpecification } from '../../../src/gather/service/openapi.ts'
import { mergeOperations, purposeOf } from '../../../src/gather/service/operations.ts'
import { Values } from '../../../src/gather/service/values.ts'

describe('readSpecification', () => {
  it('reads OpenAPI 3 in YAML with references, cycles and a server path', () => {
    const specification = readSpecification(
      `openapi: 3.0.3
servers: [{ url: https://api.example.com/v1 }]
security: [{ bearer: [] }]
paths:
  /nodes/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }]
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Node' } } } }
    get: { security: [] }
components:
  parameters: { Id: { name: id, in: path, schema: { type: integer } } }
  schemas:
    Node:
      type: object
      required: [name]
      properties: { name: { type: string }, parent: { $ref: '#/components/schemas/Node' } }`,
      'openapi.yaml',
    )
    expect(specification?.operations.map(({ method, path, access }) => `${method} ${path} ${access}`)).toEqual([
      'GET /v1/nodes/{id} public',
      'PUT /v1/nodes/{id} authenticated',
    ])
    expect(specification?.operations[1]?.parameters).toMatchObject([{ name: 'id', in: 'path', schema: { type: 'integer' } }])
    expect(specification?.operations[1]?.body?.schema).toMatchObject({
      required: ['name'],
      properties: { name: { type: 'string' }, parent: {} },
    })
  })
  it.each([
    ['/health', {}, 'unknown'],
    ['/', {}, 'unknown'],
    ['/health', { security: [{ bearer: [] }] }, 'authenticated'],
    ['/orders', {}, 'authenticated'],
  ])('%s of a specification that wants a token everywhere', (path, own, access) => {
    const specification = readSpecification(
      JSON.stringify({ openapi: '3.0.0', security: [{ bearer: [] }], paths: { [path]: { get: own } } }),
      'openapi.json',
    )
    const { operations } = mergeOperations(specification?.operations ?? [], [], [])
    expect(operations[0]?.declaredAccess).toBe(access)
  })
  it('reads Swagger 2 with body and form parameters', () => {
    const specification = readSpecification(
      JSON.stringify({
        swagger: '2.0',
        basePath: '/api',
        paths: {
          '/login': {
            post: { parameters: [{ in: 'body', name: 'body', schema: { type: 'object', properties: { user: { type: 'string' } } } }] },
          },
          '/files': { post: { parameters: [{ in: 'formData', name: 'file', type: 'file', required: true }] } },
        },
      }),
      'swagger.json',
    )
    expect(specification?.operations).toMatchObject([
      { path: '/api/login', body: { schema: { properties: { user: { type: 'string' } } } } },
      { path: '/api/files', body: { contentType: 'multipart/form-data', schema: { properties: { file: { format: 'binary' } } } } },
    ])
  })
  it.each([
    ['no object', '[1, 2]'],
    ['no paths', '{"openapi":"3.0.0"}'],
    ['text', 'openapi is a word'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\nopenapi: 3.0.0\npaths: [*d,*d,*d,*d,*d,*d,*d]`,
    ],
    ['nothing', ''],
  ])('takes %s for no specification', (_name, text) => {
    expect(readSpecification(text, 'openapi.json')).toBeNull()
  })
  it('warns of what leads nowhere and goes on', () => {
    const specification = readSpecification(
      JSON.stringify({
        openapi: '3.1.0',
        paths: { '/a': { $ref: './a.yaml' }, '/b': { get: {} }, '/c': { post: { requestBody: { $ref: '#/nowhere' } } }, '/d': 5 },
      }),
      'openapi.json',
    )
    expect(specification?.operations.map(({ path }) => path)).toEqual(['/b', '/c'])
    expect(specification?.warnings).toHaveLength(4)
  })
  it('never throws, whatever the document holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (paths) => {
        expect(readSpecification(JSON.stringify({ openapi: '3.0.0', paths }), 'openapi.json')).not.toBeNull()
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})

describe('purposeOf', () => {
  it.each([
    ['POST', '/api/auth/login', 'login'],
    ['POST', '/session', 'login'],
    ['DELETE', '/session', 'logout'],
    ['POST', '/v1/signup', 'register'],
    ['GET', '/health/live', 'health'],
    ['POST', '/orders', 'other'],
    ['GET', '/admin/users', 'admin'],
    ['POST', '/auth/forgot-password', 'password-reset'],
  ])('%s %s is %s', (method, path, purpose) => {
    expect(purposeOf(method, path, '')).toBe(purpose)
  })
})

describe('mergeOperations', () => {
  it('joins what the specification and the source say of one operation', () => {
    const specified =
      readSpecification(
        JSON.stringify({ openapi: '3.0.0', paths: { '/orders/{orderId}': { get: { security: [{ bearer: [] }] } } } }),
        'x.json',
      )?.operations ?? []
    const place = { file: 'app.js', line: 3, endLine: 3, symbol: 'x', snippet: '' }
    const route = {
      method: 'GET',
      path: '/orders/{id}',
      framework: 'express',
      place,
      handler: 'x',
      guards: [],
      bypassed: [],
      parameters: [{ name: 'full', in: 'query' as const, type: null, isRequired: false, isValidated: false }],
      body: null,
      readsRawBody: false,
      responseSchema: null,
      rateLimits: [],
      csrf: 'none' as const,
      effects: [],
      purpose: 'other' as const,
      confidence: 'high' as const,
    }
    const { operations } = mergeOperations(specified, [route], ['GET /orders/{x}'])
    expect(operations).toMatchObject([
      { key: 'GET /orders/{orderId}', origins: ['openapi', 'source'], file: 'app.js', line: 3, declaredAccess: 'public' },
    ])
    expect(operations[0]?.parameters.map(({ name }) => name)).toEqual(['orderId', 'full'])
  })
})

it.each([
  ['a view of a library that logs in', { method: 'ANY', path: '/token', purpose: 'login' }, 'POST /token', 'login'],
  ['a view of a library that lists', { method: 'ANY', path: '/things', purpose: 'other' }, 'GET /things', 'other'],
  ['the state of one part', { method: 'GET', path: '/status/{name}', purpose: 'health' }, 'GET /status/{name}', 'other'],
  ['the state of the service', { method: 'GET', path: '/status', purpose: 'health' }, 'GET /status', 'health'],
  ['a check that sends something', { method: 'POST', path: '/tools/ping', purpose: 'health' }, 'POST /tools/ping', 'other'],
] as const)('%s', (_name, given, key, purpose) => {
  const route: RouteFact = {
    framework: 'django',
    place: { file: 'urls.py', line: 1, endLine: 1, symbol: 'x', snippet: '' },
    handler: 'x',
    guards: [],
    bypassed: [],
    parameters: [],
    body: null,
    readsRawBody: false,
    responseSchema: null,
    rateLimits: [],
    csrf: 'none',
    effects: [],
    confidence: 'high',
    ...given,
  }
  expect(mergeOperations([], [route], []).operations).toMatchObject([{ key, purpose }])
})

describe('lessonOf', () => {
  it.each([
    ['FastAPI', { detail: [{ loc: ['body', 'sku'], msg: 'Field required', type: 'missing' }] }, ['sku'], []],
    ['pydantic, one too many', { detail: [{ loc: ['body', 'name'], type: 'extra_forbidden' }] }, [], ['name']],
    ['zod', { issues: [{ path: ['quantity'], message: 'Required' }] }, ['quantity'], []],
    ['ajv', { errors: [{ instancePath: '/price', message: 'must be number' }] }, ['price'], []],
    ['a code', { code: 'title_invalid' }, ['title'], []],
    ['a code in capitals', { code: 'MISSING_QUANTITY' }, ['quantity'], []],
    ['a column of SQLite', { error: 'NOT NULL constraint failed: tickets.subject' }, ['subject'], []],
    ['codes that name no field', { code: 'json_invalid', error: 'invalid_request' }, [], []],
    ['a sentence', { error: 'title and quantity are required' }, ['quantity'], []],
    ['a list', { message: 'Missing fields: title, quantity' }, ['title', 'quantity'], []],
  ])('learns from %s', (_name, answer, fields, unwanted) => {
    const lesson = lessonOf(answer, JSON.stringify(answer))
    expect(lesson.fields).toEqual(expect.arrayContaining(fields))
    expect(lesson.unwanted).toEqual(unwanted)
  })
})

describe('Values', () => {
  it('makes the same values for the same run, and others for another', () => {
    const schema = {
      type: 'object',
      properties: { email: { type: 'string', format: 'email' }, quantity: { type: 'integer', minimum: 3 }, color: { enum: ['red'] } },
      required: ['email', 'quantity', 'color'],
    }
    const first = new Values('a').object(schema)
    expect(new Values('a').object(schema)).toEqual(first)
    expect(new Values('b').object(schema)).not.toEqual(first)
    expect(first).toMatchObject({ quantity: 3, color: 'red' })
  })
})
