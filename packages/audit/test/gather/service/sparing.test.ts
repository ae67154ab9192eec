import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RouteFact } from '@assay/flow'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cleanUp } from '../../../src/gather/service/clean-up.ts'
import { ProbingStopped, ServiceClient } from '../../../src/gather/service/client.ts'
import { injectionPoints, nameOf, withoutWholeNumbers } from '../../../src/gather/service/injection-points.ts'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeMarkers } from '../../../src/gather/service/probes/markers.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { Values } from '../../../src/gather/service/values.ts'
import type { Schema } from '../../../src/model/facts/service.ts'
import { valueIfKnown } from '../../../src/model/facts.ts'
import { type Asked, jsonServer, operationOf, probeAt } from './probe-harness.ts'

afterEach(() => vi.restoreAllMocks())

const NOTE: Schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] }
const withQuery = (path: string, name: string, schema: Schema): Operation => ({
  ...operationOf('GET', path),
  parameters: [{ name, in: 'query', isRequired: true, schema }],
})

describe('places that say the same are asked once', () => {
  it.each([
    ['PUT beside PATCH', [operationOf('PUT', '/notes/1', NOTE), operationOf('PATCH', '/notes/1', NOTE)], ['PATCH body title']],
    ['PUT alone', [operationOf('PUT', '/notes/1', NOTE)], ['PUT body title']],
    [
      'a choice that every operation declares',
      ['/a', '/b', '/c'].map((path) => withQuery(path, 'format', { type: 'string', enum: ['json', 'csv'] })),
      ['GET query format', 'GET query format'],
    ],
    ['a text of the same name', ['/a', '/b', '/c'].map((path) => withQuery(path, 'q', { type: 'string' })), Array(3).fill('GET query q')],
  ])('%s', async (_, operations, expected) => {
    let seen: string[] = []
    await probeAt(
      jsonServer(() => [200, { ok: true }]),
      async (probing) => {
        seen = (await injectionPoints(probing)).map((point) => `${point.accepted.operation.method} ${nameOf(point)}`)
      },
      [],
      { operations },
    )
    expect(seen).toEqual(expected)
  })

  it.each<readonly [string, string, boolean, number]>([
    ['a whole number alone', 'int', true, 0],
    ['a whole number that nobody looks at', 'int', false, 1],
    ['a text', 'str', false, 1],
  ])('a path that takes %s', async (_, type, isValidated, expected) => {
    const route = { method: 'GET', path: '/notes/{id}', parameters: [{ name: 'id', in: 'path', type, isValidated }] }
    let seen = -1
    await probeAt(
      jsonServer(() => [200, { ok: true }]),
      async (probing) => {
        seen = withoutWholeNumbers(probing, await injectionPoints(probing)).length
      },
      [],
      { operations: [operationOf('GET', '/notes/{id}')], routes: [route as unknown as RouteFact] },
    )
    expect(seen).toBe(expected)
  })

  it('leaves out of a body what only the server sets, even where it is required', () => {
    const schema: Schema = {
      ...NOTE,
      properties: { ...NOTE.properties, number: { type: 'integer', isReadOnly: true } },
      required: ['title', 'number'],
    }
    expect(Object.keys(new Values('seed').object(schema))).toEqual(['title'])
  })

  it('asks a value that was written with a quote for no condition', async () => {
    let asked = 0
    await probeAt(
      jsonServer(() => {
        asked += 1
        return [201, { id: asked }]
      }),
      async (probing) => probeSqlInjection(probing, await injectionPoints(probing)),
      ['sqlInjection'],
      { operations: [operationOf('POST', '/notes', NOTE)] },
    )
    expect(asked).toBeLessThanOrEqual(6)
  })
})

describe('commands, several in one value', () => {
  const shell = (line: (value: string) => string) => (asked: Asked) => {
    try {
      const output = execFileSync('/bin/sh', ['-c', line(asked.query.get('title') ?? '')], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      return [200, { output }] as const
    } catch {
      return [200, { output: '' }] as const
    }
  }
  it.each([
    ['title', 'no quotes', (value: string) => `echo ${value}`, 'effect'],
    ['title', 'double quotes', (value: string) => `echo "${value}"`, 'effect'],
    ['filename', 'single quotes', (value: string) => `echo '${value}'`, 'effect'],
    ['filename', 'quotes of its own', (value: string) => `echo '${value.replaceAll("'", '')}'`, 'no-effect'],
  ])('%s within %s', async (name, _, line, saw) => {
    const answer = shell(line)
    const facts = await probeAt(
      jsonServer((asked) => answer({ ...asked, query: new URLSearchParams({ title: asked.query.get(name) ?? '' }) })),
      async (probing) => probeMarkers(probing, await injectionPoints(probing)),
      ['commandInjection'],
      { operations: [withQuery('/show', name, { type: 'string' })] },
    )
    expect(valueIfKnown(facts.commandInjection)?.trials.map((trial) => trial.saw)).toEqual([saw])
  })
})

describe('the time of a run', () => {
  it('a stage that has used its share ends, and what follows goes on', async () => {
    const server = createServer((_request, response) => response.end('{}'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const client = new ServiceClient({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      runId: 'run-1',
      headers: {},
      authorizedHosts: [],
      budget: { requests: 10, milliseconds: 100_000 },
      signal: new AbortController().signal,
    })
    try {
      let now = performance.now()
      vi.spyOn(performance, 'now').mockImplementation(() => now)
      client.giveShare(0.25)
      now += 24_000
      client.assertMayGoOn()
      now += 2000
      expect(() => client.assertMayGoOn()).toThrow(ProbingStopped)
      expect(client.stopped).toBe('')
      client.giveShare(1)
      client.assertMayGoOn()
      now += 80_000
      expect(() => client.assertMayGoOn()).toThrow('the budget of 100 s is spent')
      await client.grantMore(20, 5000)
      client.assertMayGoOn()
    } finally {
      await client.close()
      server.close()
    }
  })
})

describe('clean-up', () => {
  /** Makes three notes, then cleans up with a client that stops after some deletions. */
  async function residueAfter(deletions: number): Promise<readonly string[]> {
    let residue: readonly string[] = []
    let made = 0
    let deleted = 0
    await probeAt(
      jsonServer(({ method }) => {
        if (method === 'POST') {
          made += 1
          return [201, { id: String(made) }]
        }
        deleted += 1
        return deleted > 2 ? [403, {}] : [204, '']
      }),
      async (probing: Probing) => {
        for (let count = 0; count < 3; count += 1)
          probing.state.remember('/notes', await probing.client.send({ method: 'POST', path: '/notes', body: '{}' }), null, '')
        for (const object of probing.state.created) Object.assign(object, { owner: OWNER })
        const send = probing.client.send.bind(probing.client)
        vi.spyOn(probing.client, 'send').mockImplementation((options) => {
          if (deleted >= deletions) throw new ProbingStopped('limit-reached', 'spent')
          return send(options)
        })
        residue = (await cleanUp(probing)).map(({ outcome, because }) => `${outcome} ${because}`.trim()).toSorted()
      },
      [],
      { operations: [operationOf('POST', '/notes', NOTE), operationOf('DELETE', '/notes/{id}')] },
    )
    return residue
  }
  const OWNER = { name: 'ann', headers: {}, credentials: null, token: null }

  it.each([
    [99, ['left its deletion was refused', 'removed', 'removed']],
    [1, ['left the run ended before clean-up', 'left the run ended before clean-up', 'removed']],
  ])('after %i deletions', async (deletions, expected) => {
    expect(await residueAfter(deletions)).toEqual(expected)
  })
})
