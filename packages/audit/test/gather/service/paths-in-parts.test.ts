import type { RouteFact, TaintedPath } from '@assay/flow'
import { describe, expect, it } from 'vitest'
import type { InjectionPoint } from '../../../src/gather/service/injection-points.ts'
import { probeSplitPaths } from '../../../src/gather/service/probes/split-paths.ts'
import { probeFileUpload } from '../../../src/gather/service/probes/uploads.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { jsonServer, liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

const NO_PATHS: { readonly paths: readonly TaintedPath[]; readonly routes: readonly RouteFact[] } = { paths: [], routes: [] }

describe('a path that two places of a request make', () => {
  const operation = {
    ...operationOf('GET', '/guides/{name}'),
    parameters: [
      { name: 'name', in: 'path' as const, isRequired: true, schema: {} },
      { name: 'accept-language', in: 'header' as const, isRequired: false, schema: {} },
    ],
  }
  const points = async (probing: Probing): Promise<readonly InjectionPoint[]> => {
    const accepted = await probing.reachedBy(operation)
    if (accepted === null) throw new Error('the operation was not reached')
    return (['path name', 'header accept-language'] as const).map((text) => {
      const [place, name] = text.split(' ') as ['path' | 'header', string]
      return { accepted, place: { in: place, name }, value: 'en', hints: new Set(['path-traversal' as const]) }
    })
  }
  it.each<readonly [string, boolean, string]>([
    ['is not held in its folder', false, 'fail'],
    ['has a language of a list', true, 'not-verified'],
  ])('%s', async (_name, isListed, outcome) => {
    const server = jsonServer(({ path, headers }) => {
      const name = /^\/guides\/([\w.-]+)$/.exec(path)?.[1]
      const language = String(headers['accept-language'] ?? 'en')
      const isOut = !isListed && language.endsWith('../etc') && name === 'passwd'
      return isOut ? [200, 'root:x:0:0:root:/root:/bin/sh', { 'content-type': 'text/plain' }] : [404, { error: 'no such guide' }]
    })
    const facts = await probeAt(server, async (probing) => probeSplitPaths(probing, await points(probing)), ['pathTraversal'], {
      ...NO_PATHS,
      operations: [operation],
    })
    const seen = liveOutcome('input.path-traversal', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  })
})

describe('an upload whose name goes into a folder and out again', () => {
  const upload = operationOf(
    'POST',
    '/walls/7/photos',
    { type: 'object', properties: { photo: { type: 'string', format: 'binary' } } },
    'multipart/form-data',
  )
  const ending = (name: string): string => name.split('/').at(-1) ?? name
  const through = (name: string): string => name.replace(/\w+\/\.\.\//, '')
  const own = (name: string): string => name
  it.each<readonly [string, (name: string) => string, number, number, string]>([
    ['overwrites the file of another', through, 9, 201, 'fail'],
    ['overwrites the file of another, and no second one', through, 1, 201, 'not-verified'],
    ['is one of its own', own, 9, 201, 'pass'],
    ['is stored by its last word', ending, 9, 201, 'pass'],
    ['is one too many', own, 0, 429, 'not-verified'],
    ['is refused', own, 0, 400, 'pass'],
  ])('%s', async (_name, placeOf, most, status, outcome) => {
    let climbs = 0
    const names: string[] = []
    const files = new Map<string, string>()
    const users = userServer(({ path }) => {
      const name = names[Number(/^\/photos\/(\d+)$/.exec(path)?.[1] ?? 0) - 1]
      return name === undefined ? [404, {}] : [200, files.get(placeOf(name)), { 'content-type': 'text/plain' }]
    })
    const [answer] = users.listeners('request') as ((request: unknown, response: unknown) => void)[]
    users.removeAllListeners('request')
    users.on('request', (request, response) => {
      if (request.url !== '/walls/7/photos') return answer?.(request, response)
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('latin1')
      })
      request.on('end', () => {
        const name = /filename="([^"]*)"/.exec(body)?.[1] ?? ''
        if (name !== through(name)) climbs += 1
        const isOver = name !== through(name) && climbs > most
        if (!isOver) {
          files.set(placeOf(name), body.split('\r\n\r\n')[1]?.split('\r\n')[0] ?? '')
          names.push(name)
        }
        response
          .writeHead(isOver ? status : 201, { 'content-type': 'application/json' })
          .end(JSON.stringify(isOver ? {} : { id: names.length, filename: name }))
      })
    })
    const operations = [...USER_OPERATIONS, upload, operationOf('GET', '/photos/{id}')].map((each) => ({
      ...each,
      gaps: new Set<string>(),
    }))
    const facts = await probeAt(users, probeFileUpload, ['pathTraversal', 'fileUpload'], { operations, registers: true })
    const seen = liveOutcome('input.path-traversal', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  })
})
