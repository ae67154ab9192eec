import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DrivenRequest } from '../../../src/gather/database/driven-request.ts'
import { gatherService } from '../../../src/gather/service/gather-service.ts'

/** Two products and one reader are there; nothing else is. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /products/41': { id: 41 },
  'GET /readers?email=ada%40library.org': { id: 1 },
  'PUT /products/41': { id: 41, price: 5 },
  'GET /media': [{ id: 1 }],
}
const parameter = (place: string, name: string, example: unknown, type = 'string') => ({
  in: place,
  name,
  required: true,
  example,
  schema: { type },
})
const OK = { 200: { description: 'fine' } }
const SPECIFICATION = {
  openapi: '3.0.0',
  info: { title: 'shelf', version: '1' },
  paths: {
    '/products/{id}': {
      get: { parameters: [parameter('path', 'id', 41, 'integer')], responses: OK },
      put: {
        parameters: [parameter('path', 'id', 41, 'integer')],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { type: 'object', properties: { price: { type: 'integer' } } }, example: { price: 5 } },
          },
        },
        responses: OK,
      },
    },
    '/readers': { get: { parameters: [parameter('query', 'email', 'ada@library.org')], responses: OK } },
    '/media': { get: { responses: OK } },
  },
}

describe('requests that the stores are driven with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-driven-'))
  const server = createServer((request, response) => {
    request.resume()
    const told = ANSWERS[`${request.method} ${request.url}`]
    response.writeHead(told === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(told ?? { error: 'not found' }))
  })
  const drivenWith = async (mayChangeAnything: boolean): Promise<readonly string[]> => {
    let driven: readonly DrivenRequest[] = []
    const address = server.address()
    await gatherService({
      baseUrl: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      openapi: null,
      treeRoot: folder,
      routes: [],
      paths: [],
      intensity: 'active',
      headers: {},
      identities: null,
      authorizedHosts: [],
      budget: { requests: 500, milliseconds: 30_000 },
      startedByUs: true,
      runId: 'test-run',
      signal: new AbortController().signal,
      onProgress: () => undefined,
      wantedFacts: new Set(['database']),
      measure: async ({ requests }) => {
        driven = await requests(mayChangeAnything)
      },
    })
    return driven.map(({ method, path, query }) => `${method} ${path} ${JSON.stringify(query)}`)
  }
  beforeAll(async () => {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(SPECIFICATION))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const READS = ['GET /media {}', 'GET /products/41 {}', 'GET /readers {"email":"ada@library.org"}']
  it.each([
    ['what was there before is not changed', false, READS],
    ['what was there before may be changed', true, [...READS, 'PUT /products/41 {}']],
  ])('%s', async (_name, mayChangeAnything, expected) => {
    expect([...(await drivenWith(mayChangeAnything))].sort()).toEqual([...expected].sort())
  })
})
