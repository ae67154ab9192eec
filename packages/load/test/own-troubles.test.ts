import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type LoadOptions, type LoadResult, runLoad } from '../src/index.ts'
import { httpServer } from './servers.ts'

const CHILDREN = join(import.meta.dirname, 'children')

/** A load in a process of its own: its result, and a hand on the process. */
function loadIn(options: LoadOptions, shell = 'exec "$@"') {
  const child = spawn('sh', ['-c', shell, 'sh', process.execPath, join(CHILDREN, 'load.ts'), JSON.stringify(options)])
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
  })
  return {
    child,
    running: once(child.stderr, 'data'), // progress is told once requests are under way
    result: once(child, 'close').then(() => JSON.parse(text) as LoadResult),
  }
}

const ok = () => httpServer((_, response) => void response.end('ok'))

describe.runIf(process.platform === 'linux')('the generator in trouble', () => {
  it('is out of descriptors: what the others measured is told, and the run is void', async () => {
    const { url } = await ok()
    const { result } = loadIn({ url, connections: 200, maxRequests: 1000, durationMs: 5000 }, 'ulimit -n 100; exec "$@"')
    const { statuses, errorClasses, voidCause } = await result
    expect(statuses['200']).toBeGreaterThan(0)
    expect(Object.keys(errorClasses)).toEqual(['generator-limit'])
    expect(voidCause).toBe('generator-limit')
  })

  it('was stopped for a while, as a machine that sleeps: the run is void', async () => {
    const { url } = await ok()
    const { child, running, result } = loadIn({ url, connections: 2, durationMs: 2500 })
    await running
    child.kill('SIGSTOP')
    await sleep(700)
    child.kill('SIGCONT')
    const { void: reason, notes, stoodStillMs, requests } = await result
    expect(requests).toBeGreaterThan(0)
    expect(stoodStillMs).toBeGreaterThan(500)
    expect(reason).toMatch(/stood still/)
    expect(notes.join()).toMatch(/stood still/)
  })
})

it('tells its own work from a standstill', async () => {
  const { url } = await ok()
  let [cpuMs, wallMs] = [0, 0]
  const spin = () => {
    const [began, before] = [performance.now(), process.cpuUsage()]
    if (wallMs > 0) return
    while (performance.now() - began < 500);
    wallMs = performance.now() - began
    const { user, system } = process.cpuUsage(before)
    cpuMs = (user + system) / 1000
  }
  const { behindMs, stoodStillMs, voidCause } = await runLoad({ url, connections: 1, durationMs: 1000, onProgress: spin })
  expect(behindMs + stoodStillMs).toBeGreaterThan(300)
  if (cpuMs < 0.6 * wallMs) return // other programs had the processor: it may have been either
  expect([behindMs > 300, voidCause]).toEqual([true, 'generator-saturated'])
})

describe('Ctrl-C', () => {
  it.each([
    ['a run', ['--json', '-d', '60s'], /"aborted":true/],
    ['a comparison', ['--compare', 'SAME', '-d', '60s', '--json'], /"aborted":true/],
    ['a search', ['--find-capacity', '--slo', 'p99<500ms', '--json'], /"aborted":true/],
  ])('ends %s and prints what is known', async (_, args, expected) => {
    const { url } = await httpServer((request, response) => {
      asked++
      setTimeout(() => response.end(request.url), 2)
    })
    let asked = 0
    const child = spawn(process.execPath, [join(CHILDREN, 'command.ts'), url, ...args.map((each) => (each === 'SAME' ? url : each))])
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      out += piece
    })
    while (asked < 200) await sleep(20)
    child.kill('SIGINT')
    await once(child, 'close')
    expect(out).toMatch(expected)
    expect(JSON.parse(out)).toBeTypeOf('object')
  })
})
