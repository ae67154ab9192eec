// npm run bench -- load-accuracy --tools: what other generators say of the same programmed servers, each beside what its server drew.
// The truth is that of the requests a tool sent itself; what it never sent because it was waiting (coordinated omission) counts against
// those that claim a fixed rate: for them the truth is what requests due at that rate would have waited.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Histogram, runLoad } from '../src/index.ts'
import type { ProgrammedServer } from './accuracy.ts'
import { hasTool } from './tools.ts'

const PROGRAMS = ['bimodal', 'stall', 'pauses']
const CONNECTIONS = 50
const QUANTILES = [0.5, 0.95, 0.99]
type Told = readonly [p50: number | null, p95: number | null, p99: number | null]

interface Tool {
  readonly name: string
  readonly isFixedRate: boolean
  readonly isThere: () => boolean
  readonly command: (url: string, seconds: number, rate: number) => readonly string[]
  readonly read: (output: string) => Told
}

const milliseconds = (text: string | undefined, unit: string | undefined): number | null =>
  text === undefined ? null : Number(text) * (unit === 's' ? 1000 : unit === 'us' ? 0.001 : 1)

const TOOLS: readonly Tool[] = [
  {
    name: 'wrk -c50',
    isFixedRate: false,
    isThere: () => hasTool('wrk'),
    command: (url, seconds) => ['wrk', '--latency', '-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, url],
    read: (output) => {
      const at = (percent: number) => {
        const match = new RegExp(`\\s${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(output)
        return milliseconds(match?.[1], match?.[2])
      }
      return [at(50), null, at(99)]
    },
  },
  {
    name: 'hey -c50 -q',
    isFixedRate: true,
    isThere: () => hasTool('hey'),
    command: (url, seconds, rate) => ['hey', '-z', `${seconds}s`, '-c', String(CONNECTIONS), '-q', String(rate / CONNECTIONS), url],
    read: (output) => {
      const at = (percent: number) => milliseconds(new RegExp(`${percent}% in ([\\d.]+) secs`).exec(output)?.[1], 's')
      return [at(50), at(95), at(99)]
    },
  },
  {
    name: 'autocannon -R',
    isFixedRate: true,
    isThere: () => true,
    command: (url, seconds, rate) => autocannon(url, seconds, ['-R', String(rate)]),
    read: readAutocannon,
  },
  {
    name: 'autocannon -c50',
    isFixedRate: false,
    isThere: () => true,
    command: (url, seconds) => autocannon(url, seconds, []),
    read: readAutocannon,
  },
]

/** Prints what each tool tells, with its error. */
export async function measureWithTools(
  start: (program: string) => Promise<ProgrammedServer>,
  seconds: number,
  ratePerSecond: number,
): Promise<void> {
  for (const program of PROGRAMS) {
    process.stdout.write(`\n${program}, ${seconds} s, fixed rates ${ratePerSecond}/s: told p50, p95, p99 in ms (error)\n`)
    const due = await ours(start, program, seconds, ratePerSecond)
    for (const tool of TOOLS) {
      if (!tool.isThere()) {
        process.stdout.write(`${tool.name.padEnd(16)} not installed\n`)
        continue
      }
      const server = await start(program)
      const told = tool.read(await outputOf(tool.command(server.url, seconds, ratePerSecond)))
      const truth = tool.isFixedRate ? due : await truthOf(server)
      await server.stop()
      process.stdout.write(`${tool.name.padEnd(16)} ${told.map((value, index) => cellOf(value, truth[index] ?? 0)).join('')}\n`)
    }
  }
}

async function ours(
  start: (program: string) => Promise<ProgrammedServer>,
  program: string,
  seconds: number,
  ratePerSecond: number,
): Promise<readonly number[]> {
  const server = await start(program)
  const model = { kind: 'constant', ratePerSecond } as const
  const result = await runLoad({ url: server.url, model, connections: 1600, durationMs: seconds * 1000 })
  const truth = await truthOf(server)
  await server.stop()
  const told = [result.latencyMs.p50, result.latencyMs.p95, result.latencyMs.p99]
  const state = result.void === null ? '' : `  void (${result.voidCause})`
  process.stdout.write(`${'assay -R'.padEnd(16)} ${told.map((value, index) => cellOf(value, truth[index] ?? 0)).join('')}${state}\n`)
  return truth
}

async function truthOf(server: ProgrammedServer): Promise<readonly number[]> {
  const drawn = new Histogram()
  for (const value of (await server.truth()).drawnMs) drawn.record(value * 1000)
  return QUANTILES.map((q) => drawn.quantile(q) / 1000)
}

function cellOf(told: number | null, truth: number): string {
  if (told === null) return '-'.padStart(20)
  const error = told / truth - 1
  return `${told.toFixed(1).padStart(9)} (${(error >= 0 ? '+' : '') + (error * 100).toFixed(1)} %)`.padEnd(20)
}

function autocannon(url: string, seconds: number, more: readonly string[]): string[] {
  return [
    process.execPath,
    new URL(import.meta.resolve('autocannon')).pathname,
    '-j',
    '-c',
    String(CONNECTIONS),
    '-d',
    String(seconds),
    ...more,
    url,
  ]
}

function readAutocannon(output: string): Told {
  const at = (name: string) => milliseconds(new RegExp(`"${name}":([\\d.]+)`).exec(output.slice(output.indexOf('"latency"')))?.[1], 'ms')
  return [at('p50'), null, at('p99')] // it tells p97.5, and no p95
}

async function outputOf([program = '', ...args]: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  return output
}
