import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { Histogram, runLoad } from '../../src/index.ts'
import { listeningProcesses } from '../../src/process/listening-process.ts'
import { RunDelayClock } from '../../src/process/run-delay.ts'
import { TargetWatch } from '../../src/process/target-watch.ts'
import { closedPort } from '../servers.ts'

const isLinux = process.platform === 'linux'
const SERVER = `require('node:http').createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

async function serverProcess(): Promise<{ pid: number; port: number }> {
  const child = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill())
  const [line] = await once(child.stdout, 'data')
  return { pid: child.pid ?? 0, port: Number(line) }
}

it.runIf(isLinux)('finds the process that listens, and nobody on a closed port', async () => {
  const { pid, port } = await serverProcess()
  expect(await listeningProcesses(port)).toEqual([pid])
  expect(await listeningProcesses(await closedPort())).toEqual([])
})

it.runIf(isLinux)('watches how long a target waits for its processor', async () => {
  const { port } = await serverProcess()
  const watch = await TargetWatch.open(port)
  watch?.start()
  await fetch(`http://127.0.0.1:${port}/`)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const delay = watch?.stop()
  expect(delay?.otherWork).toBeGreaterThanOrEqual(0)
  expect(delay?.otherWork).toBeLessThanOrEqual(1)
  expect(Histogram.deserialize(delay?.waits ?? new Histogram().serialize()).count).toBeGreaterThan(0)
})

it('knows nothing of a port where nobody listens', async () => {
  expect(await TargetWatch.open(await closedPort())).toBeNull()
})

it.runIf(isLinux)('tells the delay of the target in the result of a run', async () => {
  const { port } = await serverProcess()
  const { target } = await runLoad({ url: `http://127.0.0.1:${port}/`, model: { kind: 'constant', ratePerSecond: 50 }, durationMs: 2000 })
  expect(target?.delayMs.p99).toBeGreaterThanOrEqual(0)
})

it.runIf(isLinux)('counts the waits of a thread, and says when it is gone', () => {
  const clock = RunDelayClock.open()
  expect(clock?.look()).toBe(true)
  expect(clock?.times).toBeGreaterThan(0)
  clock?.close()
  expect(RunDelayClock.open('/proc/0/schedstat')).toBeNull()
})
