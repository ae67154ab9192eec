import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspectableNodeOption } from '@assay/load'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { depsRuntimeCost } from '../../../src/controls/deps/runtime-cost.ts'
import { gatherProfile } from '../../../src/gather/profile/gather-profile.ts'
import { stacksOf } from '../../../src/gather/profile/node-profile.ts'
import { packageOf, sharesOf } from '../../../src/gather/profile/parts.ts'
import { stacksOfRaw } from '../../../src/gather/profile/python-profile.ts'
import { startService } from '../../../src/gather/service/start.ts'
import type { OperationFact } from '../../../src/model/facts/service.ts'
import { valueIfKnown } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'

const SERVICE = `
const dear = require('dear')
require('node:http').createServer((request, response) => response.end(String(dear()))).listen(process.env.PORT, '127.0.0.1')
`
// recursive, so that the optimiser does not merge it into its caller
const DEAR = `const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2))
module.exports = () => fib(27)`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-profile-'))
  mkdirSync(join(folder, 'node_modules', 'dear'), { recursive: true })
  writeFileSync(join(folder, 'service.cjs'), SERVICE)
  writeFileSync(join(folder, 'node_modules', 'dear', 'index.js'), DEAR)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ROOT: OperationFact = {
  key: 'GET /',
  method: 'GET',
  path: '/',
  origins: ['crawl'],
  parameters: [],
  body: null,
  declaredAccess: 'public',
  purpose: 'other',
  exists: 'yes',
  baselineStatus: 200,
  coverage: 'tested',
  coverageBecause: '',
  file: null,
  line: null,
}

async function profileOf(more: string, operations: readonly OperationFact[] = [ROOT]) {
  const signal = new AbortController().signal
  const running = await startService({
    command: `"${process.execPath}" ${more} service.cjs`,
    cwd: folder,
    port: null,
    environment: { NODE_OPTIONS: await inspectableNodeOption() },
    healthPath: null,
    deadlineMs: 15_000,
    signal,
  })
  try {
    return await gatherProfile({ running, operations, authHeaders: {}, directory: folder }, signal)
  } finally {
    await running.stop()
  }
}

describe.concurrent('a Node.js service that was started', () => {
  it('tells which package takes its time, and how late its event loop is', async () => {
    const gathered = await profileOf('')
    const profile = valueIfKnown(gathered)
    expect(profile?.parts[0]).toMatchObject({ kind: 'package', name: 'dear' })
    expect(profile?.parts[0]?.share).toBeGreaterThan(0.4)
    expect(profile?.requests).toBeGreaterThan(20)
    expect(profile?.eventLoopDelayMs?.max).toBeGreaterThanOrEqual(profile?.eventLoopDelayMs?.p50 ?? Number.POSITIVE_INFINITY)
    const outcome = decide(depsRuntimeCost, 'load', { runtimeProfile: gathered })
    expect(outcome).toMatchObject({
      outcome: 'pass',
      evidence: [{ kind: 'inventory', items: expect.arrayContaining([expect.stringMatching(/^\d+ % dear$/)]) }],
    })
  }, 60_000)

  it('says so when the inspector stays shut or there is nothing to ask', async () => {
    expect(await profileOf('--disable-sigusr1')).toMatchObject({ state: 'unknown' })
    expect(await profileOf('', [])).toMatchObject({ state: 'unknown', reason: 'no-data' })
  }, 60_000)
})

describe('sharesOf', () => {
  const at = (file: string, name = 'f') => ({ file, name })
  it('counts what the runtime does for the innermost caller that somebody can change', () => {
    const stacks = [
      { weight: 4, frames: [at('file:///app/server.js'), at('file:///app/node_modules/@a/b/x.js'), at('node:zlib')] },
      { weight: 3, frames: [at('node:net'), at('file:///app/routes.js'), at('')] },
      { weight: 2, frames: [at('node:net')] },
      { weight: 1, frames: [at('', '(root)'), at('', '(garbage collector)')] },
      { weight: 10, frames: [at('', '(root)'), at('', '(idle)')] },
    ]
    expect(sharesOf(stacks, '/app')).toEqual({
      busyShare: 0.5,
      parts: [
        { kind: 'package', name: '@a/b', share: 0.4 },
        { kind: 'application', name: 'application', share: 0.3 },
        { kind: 'runtime', name: 'runtime', share: 0.2 },
        { kind: 'garbage collection', name: 'garbage collection', share: 0.1 },
      ],
    })
  })

  it.each([
    ['file:///app/node_modules/pg/lib/x.js', 'pg'],
    ['/app/node_modules/a/node_modules/@s/b/x.js', '@s/b'],
    ['/venv/lib/python3.11/site-packages/sqlalchemy/engine.py', 'sqlalchemy'],
    ['/venv/lib/python3.11/site-packages/six.py', 'six'],
    ['/usr/lib/python3/dist-packages/ujson.cpython-311-x86_64-linux-gnu.so', 'ujson'],
    ['/usr/lib/python3.11/json/encoder.py', null],
    ['node:net', null],
  ])('%s', (file, name) => {
    expect(packageOf(file)).toBe(name)
  })
})

it('reads what py-spy writes', () => {
  const text =
    '<module> (/srv/app/main.py:3);handle (/srv/app/web.py:9);dumps (/v/lib/python3.11/site-packages/orjson/__init__.py:2) 42\nidle line\n'
  const [stack, ...rest] = stacksOfRaw(text)
  expect(rest).toEqual([])
  expect(stack).toEqual({
    weight: 42,
    frames: [
      { file: '/srv/app/main.py', name: '<module>' },
      { file: '/srv/app/web.py', name: 'handle' },
      { file: '/v/lib/python3.11/site-packages/orjson/__init__.py', name: 'dumps' },
    ],
  })
})

it('joins samples of a CPU profile to stacks', () => {
  const node = (id: number, functionName: string, children: number[] = []) => ({
    id,
    callFrame: { functionName, url: `file:///${functionName}.js` },
    children,
  })
  const stacks = stacksOf({ nodes: [node(1, 'a', [2]), node(2, 'b')], samples: [2, 1, 2], timeDeltas: [100, 50, 200] })
  expect(stacks.map(({ frames, weight }) => `${frames.map(({ name }) => name).join('>')} ${weight}`)).toEqual(['a>b 300', 'a 50'])
})
