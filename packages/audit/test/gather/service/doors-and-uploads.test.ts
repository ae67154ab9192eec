import { describe, expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeNosqlInjection } from '../../../src/gather/service/probes/nosql-injection.ts'
import { probeFileUpload } from '../../../src/gather/service/probes/uploads.ts'
import { valueIfKnown } from '../../../src/model/facts.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

import { decided, refusing, text } from './users-at.ts'

describe('a second door', () => {
  const pin = operationOf('POST', '/pin', text('email', 'pin'))
  it.each<readonly [string, (value: unknown) => boolean, string]>([
    ['that takes operators', (value) => typeof value === 'object' && value !== null && '$ne' in value, 'fail'],
    ['that takes text alone', (value) => value === '4711', 'pass'],
  ])('%s', async (_name, isRight, outcome) => {
    const answer = await decided(
      'input.nosql-injection',
      (probing) => probeNosqlInjection(probing, []),
      ['nosqlInjection'],
      [pin],
      ({ path, body }) => (path === '/pin' && isRight(body.pin) ? [200, { token: 'a-token-of-somebody' }] : [401, {}]),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('conditions of a search', () => {
  const notes = [
    { id: 1, title: 'one' },
    { id: 2, title: 'two' },
  ]
  const meets = (note: { readonly title: string }, condition: unknown, isOpen: boolean): boolean => {
    if (typeof condition === 'string') return note.title === condition
    const [[operator, value] = ['', '']] = Object.entries((condition ?? {}) as Record<string, unknown>)
    if (!isOpen) return false
    return operator === '$ne' ? note.title !== value : operator === '$eq' ? note.title === value : false
  }
  it.each<readonly [string, boolean, string]>([
    ['with operators of the database', true, 'fail'],
    ['with plain values', false, 'pass'],
  ])('%s', async (_name, isOpen, outcome) => {
    const answer = await decided(
      'input.nosql-injection',
      async (probing) => probeNosqlInjection(probing, await injectionPoints(probing)),
      ['nosqlInjection'],
      [operationOf('POST', '/notes/query')],
      refusing(({ path, body }) => {
        const filter = body.filter as { title?: unknown } | undefined
        return path === '/notes/query'
          ? [200, notes.filter((note) => filter?.title === undefined || meets(note, filter.title, isOpen))]
          : [404, {}]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

describe('uploads by name', () => {
  const operations = [operationOf('PUT', '/files/{name}'), operationOf('GET', '/files/{name}')].map((operation) => ({
    ...operation,
    body: null,
  }))
  it.each<readonly [string, boolean, boolean, string]>([
    [
      'served to strangers, as what they say they are',
      true,
      true,
      'confirmed: GET /files/{name} answers anybody (200) and shows objects of a user',
    ],
    ['served to users, as bytes', false, false, ''],
  ])('%s', async (_name, isOpen, isActive, told) => {
    const files = new Map<string, string>()
    const service = userServer(({ method, path }, user) => {
      const name = decodeURIComponent(path)
      if (!path.startsWith('/files/')) return [404, {}]
      if (user === null && (method === 'PUT' || !isOpen)) return [401, {}]
      if (method === 'PUT') return [201, { url: path }]
      const type = isOpen && name.endsWith('.html') ? 'text/html' : 'application/octet-stream'
      return files.has(name) ? [200, files.get(name), { 'content-type': type }] : [404, {}]
    })
    // Files are bytes: they are kept beside the handler, which sees JSON alone.
    service.on('request', (request) => {
      const chunks: Buffer[] = []
      if (request.method !== 'PUT' || request.headers.authorization === undefined) return
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => files.set(decodeURIComponent(request.url ?? ''), Buffer.concat(chunks).toString()))
    })
    const all = [...USER_OPERATIONS, ...operations].map((operation) => ({ ...operation, gaps: new Set<string>() }))
    const facts = await probeAt(service, probeFileUpload, ['fileUpload', 'anonymousAccess'], { operations: all, registers: true })
    const html = valueIfKnown(facts.fileUpload)?.trials.find(({ name }) => name === 'html')
    expect(html?.details.isActive).toBe(isActive)
    expect(liveOutcome('auth.required-by-default', facts).text).toContain(told)
  })
})

describe('the name of an upload', () => {
  it.each<readonly [string, (name: string) => number, string]>([
    ['that is used as a path', (name) => (/^[^./]+\//.test(name) ? 500 : 201), 'fail'],
    ['that is used as a path above, and no second time', (name) => (/^[^./]+\/|^\.\..*b\.txt$/.test(name) ? 500 : 201), 'not-verified'],
    ['that is a name only', () => 201, 'not-verified'],
    ['that must not have folders', (name) => (name.includes('/') ? 400 : 201), 'not-verified'],
  ])('%s', async (_name, statusFor, outcome) => {
    const service = userServer(({ path }) => (path === '/documents' ? [201, { id: 1 }] : [404, {}]))
    service.removeAllListeners('request')
    const users = userServer(() => [404, {}])
    service.on('request', (request, response) => {
      if (request.url !== '/documents') return void users.emit('request', request, response)
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('latin1')
      })
      request.on('end', () =>
        response.writeHead(statusFor(/filename="([^"]*)"/.exec(body)?.[1] ?? ''), { 'content-type': 'application/json' }).end('{"id":1}'),
      )
    })
    const upload = operationOf(
      'POST',
      '/documents',
      { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
      'multipart/form-data',
    )
    const all = [...USER_OPERATIONS, upload].map((operation) => ({ ...operation, gaps: new Set<string>() }))
    const facts = await probeAt(service, probeFileUpload, ['fileUpload', 'pathTraversal'], { operations: all, registers: true })
    expect(liveOutcome('input.path-traversal', facts).outcome).toBe(outcome)
  })
})

describe('an upload that keeps its name', () => {
  const upload = operationOf(
    'POST',
    '/folders/7/letters',
    { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
    'multipart/form-data',
  )
  it.each<readonly [string, (name: string) => Readonly<Record<string, string>>, string]>([
    ['and is handed out as what its first bytes are', () => ({ 'content-type': 'image/png' }), 'pass'],
    ['and is handed out to be saved', () => ({ 'content-type': 'text/html', 'content-disposition': 'attachment' }), 'pass'],
    [
      'and is shown as what its name says',
      (name) => ({ 'content-type': name.endsWith('.html') ? 'text/html' : 'image/png', 'content-disposition': 'inline' }),
      'fail',
    ],
  ])('%s', async (_name, headersFor, outcome) => {
    const kept: { readonly name: string; readonly content: string }[] = []
    const service = userServer(() => [404, {}])
    const users = userServer(() => [404, {}])
    service.removeAllListeners('request')
    service.on('request', (request, response) => {
      const [, id] = /^\/letters\/(\d+)\/content$/.exec(request.url ?? '') ?? []
      const file = id === undefined ? undefined : kept[Number(id) - 1]
      if (file !== undefined) return void response.writeHead(200, headersFor(file.name)).end(file.content)
      if (request.url !== '/folders/7/letters' || request.method !== 'POST') return void users.emit('request', request, response)
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('latin1')
      })
      request.on('end', () => {
        const name = /filename="([^"]*)"/.exec(body)?.[1] ?? ''
        const type = /Content-Type: (\S+)/.exec(body)?.[1] ?? ''
        const isTaken = type === 'image/png' && body.length < 1_000_000
        if (isTaken) kept.push({ name, content: body })
        response
          .writeHead(isTaken ? 201 : 415, { 'content-type': 'application/json' })
          .end(JSON.stringify(isTaken ? { id: kept.length, filename: name } : {}))
      })
    })
    const all = [...USER_OPERATIONS, upload, operationOf('GET', '/letters/{letter_id}/content')]
    const operations = all.map((operation) => ({ ...operation, gaps: new Set<string>() }))
    const facts = await probeAt(service, probeFileUpload, ['fileUpload'], { operations, registers: true })
    const judged = liveOutcome('input.file-upload', facts)
    expect(judged.outcome, judged.text).toBe(outcome)
  })
})
