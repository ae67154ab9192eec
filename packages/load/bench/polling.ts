// npm run bench -- load-polling [pairs]: what being watched costs a service, as processor time per request, against the same load unwatched.
//
// The kernel counts the processor time of the service's threads in nanoseconds. First at rest, where nothing else is in the figure: what
// the watch costs in a second is laid to the 400 requests that the service answers in one. Then under that load: blocks with and without a
// watch take turns, their order too, and the ratio of the pairs has its 95 % interval. The service does a fraction of a millisecond for a
// request; one that does more has a smaller share.
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { runLoad } from '../src/index.ts'
import { inspectableNodeOption } from '../src/process/event-loop.ts'
import { ServiceWatch } from '../src/process/service-watch.ts'
import { TargetWatch } from '../src/process/target-watch.ts'
import { compareBlocks } from '../src/statistics/compare.ts'
import { median } from '../src/statistics/trend.ts'
import { endOf, firstLine } from './tools.ts'

/** Too short for the load to watch its target by itself. */
const BLOCK_MS = 1900
const RATE = 400
const SETTLE_MS = 5000
const LOOKS = 5
const REST_MS = 2000
const GOAL = 0.01
const SERVICE = `
const { createServer } = require('node:http')
const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: 'product ' + id, price: id * 7 }))
const server = createServer((_, response) => {
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify(rows))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`

interface Watch {
  stop(): Promise<unknown>
}

const pairs = Number(process.argv[2] ?? '16')
const service = spawn(process.execPath, ['-e', SERVICE], {
  env: { ...process.env, NODE_OPTIONS: await inspectableNodeOption() },
  stdio: ['ignore', 'pipe', 'ignore'],
})
const port = Number(await firstLine(service))
try {
  await runLoad({ url: `http://127.0.0.1:${port}/`, connections: 4, durationMs: BLOCK_MS })
  const costUs = await cpuUsPerRequest(null)
  await atRest('process, host and waits for a processor', costUs, () => watched(false))
  await atRest('the same and the event loop, by the inspector', costUs, () => watched(true))
  if (pairs > 0) process.stdout.write(`${pairs} pairs of blocks of ${BLOCK_MS / 1000} s at ${RATE} requests per second\n`)
  if (pairs > 0) await compare('process, host and waits for a processor', () => watched(false))
  if (pairs > 0) await compare('the same and the event loop, by the inspector', () => watched(true))
} finally {
  await endOf(service)
}

async function watched(isOurs: boolean): Promise<Watch> {
  const [target, processes] = await Promise.all([TargetWatch.open(port), ServiceWatch.open(port, isOurs)])
  target?.start()
  await processes?.start()
  return {
    stop: async () => {
      target?.stop()
      await processes?.stop(1)
    },
  }
}

/** Processor time that the watch costs a service at rest, as a share of what its requests cost it. */
async function atRest(name: string, costUs: number, watch: () => Promise<Watch>): Promise<void> {
  await sleep(SETTLE_MS) // collecting the garbage of the load comes after it
  const [unwatched, watched] = [median(await looks(null)), median(await looks(watch))]
  const share = (watched - unwatched) / (RATE * costUs)
  process.stdout.write(
    `at rest, ${name}: ${(watched - unwatched).toFixed(0)} us a second more, ${(share * 100).toFixed(2)} % of ${RATE} requests of ${costUs.toFixed(0)} us (goal: at most ${GOAL * 100} %)\n`,
  )
}

async function looks(watch: (() => Promise<Watch>) | null): Promise<number[]> {
  const watching = await watch?.()
  const perSecond: number[] = []
  for (let look = 0; look < LOOKS; look++) {
    const [began, before] = [performance.now(), cpuUs(service)]
    await sleep(REST_MS)
    perSecond.push((cpuUs(service) - before) / ((performance.now() - began) / 1000))
  }
  await watching?.stop()
  return perSecond
}

async function compare(name: string, watch: () => Promise<Watch>): Promise<void> {
  const blocks: { a: number; b: number }[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const isFirst = pair % 2 === 0
    const first = await cpuUsPerRequest(isFirst ? null : watch)
    const second = await cpuUsPerRequest(isFirst ? watch : null)
    blocks.push(isFirst ? { a: first, b: second } : { a: second, b: first })
  }
  const { ratio, lower, upper } = compareBlocks(blocks, { margin: GOAL })
  const change = (value: number): string => `${((value - 1) * 100).toFixed(1)} %`
  const cost = blocks.map(({ a }) => a).toSorted((x, y) => x - y)[Math.floor(blocks.length / 2)] ?? 0
  process.stdout.write(
    `${name}: ${change(ratio)} (${change(lower)} to ${change(upper)}) of ${cost.toFixed(0)} us a request (goal: at most ${GOAL * 100} %)\n`,
  )
}

async function cpuUsPerRequest(watch: (() => Promise<Watch>) | null): Promise<number> {
  const watching = await watch?.()
  const before = cpuUs(service)
  const { requests } = await runLoad({
    url: `http://127.0.0.1:${port}/`,
    connections: 8,
    model: { kind: 'poisson', ratePerSecond: RATE },
    durationMs: BLOCK_MS,
  })
  const used = cpuUs(service) - before
  await watching?.stop()
  return used / Math.max(1, requests)
}

/** The first field of a thread's schedstat: nanoseconds on a processor. */
function cpuUs({ pid }: ChildProcess): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.reduce(
    (sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1000,
    0,
  )
}
