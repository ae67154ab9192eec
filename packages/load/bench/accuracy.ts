// npm run bench -- load-accuracy [seconds] [rate]: what the generator says beside the delays that programmed servers really served.
// A run whose percentiles are off must call itself void: the last lines count those that are off and silent.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { ownDelayOf } from '../src/generator/own-delay.ts'
import { Histogram, type LoadModel, type LoadResult, runLoad } from '../src/index.ts'
import { quantileOf } from '../src/statistics/quantiles.ts'

const PROGRAMS = [
  'constant',
  'uniform',
  'exponential',
  'bimodal',
  'rare slow',
  'heavy tail',
  'lognormal',
  'drift',
  'slow start',
  'pauses',
  'stall',
]
const QUANTILES = [0.5, 0.95, 0.99, 0.999]
/** What a quantile may be off: the goal at p95 and p99, and at p99.9, where a few requests decide. */
const ALLOWED: Readonly<Record<number, number>> = { 0.95: 0.02, 0.99: 0.02, 0.999: 0.03 }
const CONNECTIONS = 256
/** A server that was held up kept requests waiting where its own clock did not see them: beyond this there is no truth to compare with. */
const MAX_SERVER_SHIFT = 0.01

const seconds = Number(process.argv[2] ?? 6)
const ratePerSecond = Number(process.argv[3] ?? 500)
const models: readonly LoadModel[] = [{ kind: 'poisson', ratePerSecond }, { kind: 'constant', ratePerSecond }, { kind: 'closed' }]
raisePriority()
const tally = { serverDisturbed: 0, quiet: 0, quietOff: 0, void: 0, voidOff: 0 }

process.stdout.write(`${seconds} s each; error of p50, p95, p99, p99.9 against what the server served\n`)
for (const program of PROGRAMS) for (const model of models) await measure(program, model)
process.stdout.write(
  `\nquiet runs ${tally.quiet}, of them off at p95 or p99: ${tally.quietOff}; void runs ${tally.void}, of them off: ${tally.voidOff}; server disturbed: ${tally.serverDisturbed}\n`,
)

interface Served {
  readonly served: readonly number[]
  readonly late: readonly number[]
}

async function measure(program: string, model: LoadModel): Promise<void> {
  const server = startServer(program)
  const { stdout } = server
  if (stdout === null) return
  const [line] = await once(stdout, 'data')
  const url = `http://127.0.0.1:${Number(line)}/`
  const connections = model.kind === 'closed' ? 10 : CONNECTIONS
  const result = await runLoad({ url, model, connections, durationMs: seconds * 1000, keepSamples: 1_000_000 })
  const truth = (await (await fetch(`${url}truth`)).json()) as Served
  server.kill()
  report(program, model, result, truth)
}

function report(program: string, model: LoadModel, result: LoadResult, served: Served): void {
  const truth = served.served.toSorted((a, b) => a - b)
  const shift = serverShift(served)
  const isServerDisturbed = shift > MAX_SERVER_SHIFT
  const measured = result.samples.latencyMs.toSorted((a, b) => a - b)
  const errors = QUANTILES.map((q) => quantileOf(measured, q) / quantileOf(truth, q) - 1)
  const isOff = QUANTILES.some((q, index) => q !== 0.999 && Math.abs(errors[index] ?? 0) > (ALLOWED[q] ?? Number.POSITIVE_INFINITY))
  if (isServerDisturbed) tally.serverDisturbed++
  else if (result.void === null) tally.quiet++
  else tally.void++
  if (isOff && !isServerDisturbed && result.void === null) tally.quietOff++
  if (isOff && !isServerDisturbed && result.void !== null) tally.voidOff++
  const cells = errors.map((error) => `${error >= 0 ? '+' : ''}${(error * 100).toFixed(2)} %`.padStart(9)).join(' ')
  const state = result.void === null ? (isOff ? 'OFF and silent' : 'quiet') : `void (${result.voidCause})${isOff ? ', off' : ''}`
  const server = isServerDisturbed ? ` (server held up: ${(shift * 100).toFixed(1)} %)` : ''
  process.stdout.write(`${program.padEnd(11)} ${model.kind.padEnd(8)} ${String(result.requests).padStart(6)} ${cells}  ${state}${server}\n`)
}

/** By how much p95 or p99 of the truth would grow if the server's own lateness were added to it. */
function serverShift({ served, late }: Served): number {
  const [intended, loopDelay, none] = [new Histogram(), new Histogram(), new Histogram()]
  for (const value of served) intended.record(value * 1000)
  for (const value of late) loopDelay.record(value * 1000)
  const own = ownDelayOf({ intended, loopDelay, sent: none, onTime: none, lag: none })
  return Math.max((own.p95 * 1000) / intended.quantile(0.95), (own.p99 * 1000) / intended.quantile(0.99))
}

/** On a processor of its own where that can be had: a generator and a server that share one disturb each other. */
function startServer(program: string): ChildProcess {
  const command = [process.execPath, join(import.meta.dirname, 'programmed-server.ts'), program]
  const isPinned = process.platform === 'linux' && spawnSync('taskset', ['--version']).status === 0
  const [file = '', ...args] = isPinned ? ['taskset', '-c', '1', ...command] : command
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  raisePriority(child.pid)
  return child
}

/** Other work on the machine would be measured too; whoever may, goes before it. */
function raisePriority(pid = 0): void {
  try {
    setPriority(pid, -15)
  } catch {
    // an ordinary user may not: more runs will be disturbed
  }
}
