// npm run bench -- load-accuracy [--seconds 16] [--rate 1400] [--users 20] [--models poisson,closed] [--only stall,pauses] [--ordinary] [--tools] [--fresh]
//
// What the generator says beside the delays that programmed servers drew in the same run. A run whose percentiles are off must call itself
// void: the last lines count those that are off and silent. Rows that are there already (.cache/bench) are not measured again, so that the
// table can be made in parts; --fresh begins anew. The server knows how late it was itself: where that moves a percentile, its row tells
// nothing of the generator, and a void run is right. --ordinary leaves server and generator in line with the machine's other work.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Histogram, type LoadModel, type LoadResult, runLoad } from '../src/index.ts'
import { Journal } from './journal.ts'
import { measureWithTools } from './other-tools.ts'
import { PROGRAMS } from './programs.ts'
import { endOf, firstLine, goFirst, startPinned } from './tools.ts'

const QUANTILES = [0.5, 0.95, 0.99, 0.999] as const
/** The goal: what a quantile may be off at p95, p99 and p99.9. */
const ALLOWED = [Number.POSITIVE_INFINITY, 0.02, 0.02, 0.03]
/** A server that was late by more than this had no part in what it drew: half of what is allowed. */
const SERVER_MAY_BE_OFF = [Number.POSITIVE_INFINITY, 0.01, 0.01, 0.015]
const REQUESTS_FOR_P999 = 20_000

interface Row {
  readonly key: string
  readonly program: string
  readonly model: string
  readonly requests: number
  readonly truthMs: readonly number[]
  readonly errors: readonly number[]
  /** By how much the server's own lateness moved its percentiles. */
  readonly serverOff: readonly number[]
  /** Whether what the server drew lies within the interval that the run gave, at p50, p95, p99 and p99.9. */
  readonly inside: readonly boolean[]
  readonly void: string | null
  readonly own: readonly number[]
  readonly target: readonly number[] | null
  readonly otherWork: number | null
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '16' },
    rate: { type: 'string', default: '1400' },
    users: { type: 'string', default: '20' },
    models: { type: 'string', default: 'poisson,closed' },
    only: { type: 'string' },
    ordinary: { type: 'boolean', default: false },
    tools: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)
const ratePerSecond = Number(values.rate)
const journal = new Journal<Row>('load-accuracy', values.fresh)
const wanted = values.only?.split(',')

if (values.tools) await measureWithTools(startServer, seconds, ratePerSecond)
else {
  if (!values.ordinary) goFirst()
  process.stdout.write(`${seconds} s each; error of p50, p95, p99, p99.9 against what the server drew\n`)
  for (const program of Object.keys(PROGRAMS)) {
    if (wanted !== undefined && !wanted.includes(program)) continue
    for (const kind of values.models.split(',')) {
      const key = [program, kind, seconds, kind === 'closed' ? values.users : ratePerSecond, values.ordinary ? 'ordinary' : ''].join('|')
      if (!journal.has(key)) journal.add(await measure(key, program, modelOf(kind)))
    }
  }
  for (const row of journal.rows) process.stdout.write(`${lineOf(row)}\n`)
  printTally()
}

function modelOf(kind: string): LoadModel {
  return kind === 'closed' ? { kind } : { kind: kind === 'constant' ? 'constant' : 'poisson', ratePerSecond }
}

async function measure(key: string, program: string, model: LoadModel): Promise<Row> {
  const server = await startServer(program)
  // an open model needs one for each request that a stall holds back, lest the server never sees what it held back
  const connections = model.kind === 'closed' ? Number(values.users) : Math.ceil(1.2 * ratePerSecond)
  const result = await runLoad({ url: server.url, model, connections, durationMs: seconds * 1000 })
  const row = await rowOf(key, program, result, await server.truth())
  await server.stop()
  process.stderr.write(`${lineOf(row)}\n`)
  return row
}

export interface Truth {
  readonly drawnMs: readonly number[]
  readonly lateMs: readonly number[]
}

async function rowOf(key: string, program: string, result: LoadResult, { drawnMs, lateMs }: Truth): Promise<Row> {
  const [drawn, served] = [new Histogram(), new Histogram()]
  for (const [index, value] of drawnMs.entries()) {
    drawn.record(value * 1000)
    served.record((value + (lateMs[index] ?? 0)) * 1000)
  }
  const { p50, p95, p99, p999 } = result.latencyMs
  const truthMs = QUANTILES.map((q) => drawn.quantile(q) / 1000)
  const { ownDelayMs: own, target, latencyIntervalMs: given } = result
  return {
    key,
    program,
    model: result.model.kind,
    requests: result.requests,
    truthMs,
    errors: [p50, p95, p99, p999].map((value, index) => value / (truthMs[index] ?? 1) - 1),
    serverOff: QUANTILES.map((q) => served.quantile(q) / drawn.quantile(q) - 1),
    inside: [given.p50, given.p95, given.p99, given.p999].map(
      ({ lower, upper }, index) => (lower ?? 0) <= (truthMs[index] ?? 0) && (truthMs[index] ?? 0) <= (upper ?? Number.POSITIVE_INFINITY),
    ),
    void: result.voidCause,
    own: [own.p50 / p50, own.p95 / p95, own.p99 / p99, own.p999 / p999],
    target:
      target === null ? null : [target.delayMs.p50 / p50, target.delayMs.p95 / p95, target.delayMs.p99 / p99, target.delayMs.p999 / p999],
    otherWork: target?.otherWork ?? null,
  }
}

function exceeds(row: Row, shares: readonly number[], allowed: readonly number[]): boolean {
  return shares.some((share, index) => Math.abs(share) > (allowed[index] ?? 0) && (index < 3 || row.requests >= REQUESTS_FOR_P999))
}

function lineOf(row: Row): string {
  const isOff = exceeds(row, row.errors, ALLOWED)
  const isServerOff = exceeds(row, row.serverOff, SERVER_MAY_BE_OFF)
  const percent = (share: number) => `${share >= 0 ? '+' : ''}${(share * 100).toFixed(2)}`.padStart(7)
  const state =
    row.void !== null
      ? `void (${row.void})${isOff ? ', off' : ''}`
      : isOff
        ? `OFF AND SILENT${isTold(row) ? ', within its interval' : ''}`
        : 'right'
  const server = isServerOff ? `; server late: ${row.serverOff.map(percent).join(' ')}` : ''
  const told = `own ${row.own.map(percent).join('')} target ${row.target?.map(percent).join('') ?? '-'} other ${row.otherWork?.toFixed(2) ?? '-'}`
  const cells = `${row.errors.map(percent).join(' ')} %`
  return `${row.program.padEnd(22)} ${row.model.padEnd(8)} ${String(row.requests).padStart(6)} ${cells}  ${state}${server}  [${told}]`
}

/** Whether each figure that is off was given with an interval that holds the truth. */
function isTold(row: Row): boolean {
  return row.errors.every((share, index) => Math.abs(share) <= (ALLOWED[index] ?? 0) || row.inside[index] === true)
}

function printTally(): void {
  const count = (holds: (row: Row) => boolean) => journal.rows.filter(holds).length
  const isOff = (row: Row) => exceeds(row, row.errors, ALLOWED)
  const isServerOff = (row: Row) => exceeds(row, row.serverOff, SERVER_MAY_BE_OFF)
  const standing = journal.rows.filter((row) => row.void === null)
  const quiet = standing.length
  process.stdout.write(
    `\nintervals at p95, p99 and p99.9 of runs that stand held the truth in ${heldOf(standing)}\n${journal.rows.length} runs: ${quiet} stand, ${count((row) => row.void === null && !isOff(row))} of them within 2 % at p95 and p99 and 3 % at p99.9; ` +
      `off and silent: ${count((row) => row.void === null && isOff(row))} (the server itself was late in ${count((row) => row.void === null && isOff(row) && isServerOff(row))} of them, and the interval that was given held the truth in ${count((row) => row.void === null && isOff(row) && isTold(row))})\n` +
      `void: ${journal.rows.length - quiet}, of them off ${count((row) => row.void !== null && isOff(row))}, and not off with a punctual server ${count((row) => row.void !== null && !isOff(row) && !isServerOff(row))}\n`,
  )
}

function heldOf(rows: readonly Row[]): string {
  const held = rows.flatMap(({ inside }) => inside.slice(1))
  return `${held.filter(Boolean).length} of ${held.length}`
}

export interface ProgrammedServer {
  readonly url: string
  truth(): Promise<Truth>
  stop(): Promise<void>
}

async function startServer(program: string): Promise<ProgrammedServer> {
  const command = [process.execPath, ...process.execArgv, join(import.meta.dirname, 'programmed-server.ts'), program]
  const child = startPinned(1, command, !values.ordinary)
  const url = `http://127.0.0.1:${Number(await firstLine(child))}/`
  return { url, truth: async () => (await (await fetch(`${url}truth`)).json()) as Truth, stop: () => endOf(child) }
}
