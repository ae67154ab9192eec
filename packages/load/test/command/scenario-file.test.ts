import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readScenarioFile } from '../../src/command/scenario-file.ts'
import { parseThreshold } from '../../src/command/thresholds.ts'
import { LoadError, runLoadCommand } from '../../src/index.ts'
import { httpServer } from '../servers.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-scenario-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(content: unknown): string {
  const path = join(folder, 'scenario.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('assay load --scenario', () => {
  it('sends the requests of all scenarios as their users', async () => {
    const seen = new Set<string>()
    const { url } = await httpServer((request, response) => {
      let body = ''
      request.on('data', (piece) => {
        body += piece
      })
      request.on('end', () => {
        seen.add(`${request.method} ${request.url} ${request.headers.authorization} ${request.headers['content-type']} ${body}`)
        response.end()
      })
    })
    const path = file({
      connections: 2,
      users: [{ headers: { Authorization: 'a' } }, { headers: { Authorization: 'b' } }],
      scenarios: [
        { name: 'read', weight: 3, requests: [{ path: '/items' }] },
        { name: 'write', requests: [{ method: 'post', path: '/items', body: { size: 1 } }] },
      ],
    })
    let out = ''
    const code = await runLoadCommand([url, '--scenario', path, '-n', '200', '--json'], {
      stdout: { write: (text) => (out += text) },
      stderr: { write: () => {} },
      signal: new AbortController().signal,
    })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      requests: 200,
      connections: { used: 2 },
    })
    expect([...seen].sort()).toEqual([
      'GET /items a undefined ',
      'GET /items b undefined ',
      'POST /items a application/json {"size":1}',
      'POST /items b application/json {"size":1}',
    ])
  })

  it.each([
    ['{', /Cannot use the scenario file .*scenario\.json: /],
    ['[]', /no JSON object/],
    [{}, /it has no "scenarios"/],
    [{ log: { entries: [] } }, /it is a HAR file; give it with --har/],
    [{ scenario: [] }, /"scenario" is no key of a scenario file; there are scenarios, users/],
    [{ scenarios: [{ name: 'a', requests: [] }] }, /scenarios\[0\] has no requests/],
    [{ scenarios: [{ requests: [{ path: 'x' }] }] }, /must begin with a slash/],
    [{ scenarios: [{ requests: [{ path: '/', expect: 'ok' }] }] }, /statuses such as 200/],
    [{ scenarios: [{ requests: [{ path: '/' }] }], connections: -1 }, /"connections" must be a number above zero/],
    [{ scenarios: [{ requests: [{ path: '/', headers: { a: 1 } }] }] }, /"scenarios\[0\]\.requests\[0\]\.headers\.a" must be a text/],
  ])('refuses %j', (content, message) => {
    expect(() => readScenarioFile(file(content))).toThrow(LoadError)
    expect(() => readScenarioFile(file(content))).toThrow(message)
  })

  it('reads the scenarios of the documentation', () => {
    const examples = fileURLToPath(new URL('../../../../docs/scenarios/', import.meta.url))
    const names = readdirSync(examples).filter((name) => name.endsWith('.json'))
    expect(names).toHaveLength(4)
    for (const name of names) {
      const { scenarios, connections, fail } = readScenarioFile(join(examples, name))
      expect(scenarios.length, name).toBeGreaterThan(0)
      expect(connections, name).toBeGreaterThanOrEqual(10)
      expect(fail.map(parseThreshold).length, name).toBeGreaterThan(0)
    }
  })
})
