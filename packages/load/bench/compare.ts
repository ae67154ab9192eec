// npm run bench -- load-compare [simulated|recorded|real] [trials]: how often a comparison of two versions is right.
//
// simulated  whole comparisons in simulated time on services whose machine is now faster, now slower: the same version twice, and one
//            whose median or tail is slower. Blocks, order and statistics are those of `assay load --compare`.
// recorded   a minute of real blocks of one version; a thousand series of pairs are drawn from it in the order of time.
// real       whole comparisons of a real service with itself and with a slower one, 10 s each; rows are kept (.cache/bench) and added to.
import { join } from 'node:path'
import { type ComparedBlock, compareWith } from '../src/compare-runs.ts'
import { compareRuns, runLoad } from '../src/index.ts'
import { type ComparisonVerdict, compareBlocks } from '../src/statistics/compare.ts'
import { quantileOf } from '../src/statistics/quantiles.ts'
import { normal, type Random, seededRandom } from '../src/statistics/random.ts'
import { Journal } from './journal.ts'
import { observeSimulated, SIMULATED_SERVICES, type SimulatedService } from './simulated-service.ts'
import { endOf, firstLine, startPinned } from './tools.ts'

const USERS = 10
const [part = 'simulated', trialsText] = process.argv.slice(2)
const PARTS: Readonly<Record<string, () => Promise<void>>> = { simulated, recorded, real }
const measure = PARTS[part]
if (measure === undefined) throw new Error(`no part "${part}"; there are ${Object.keys(PARTS).join(', ')}`)
await measure()

interface Planted {
  readonly name: string
  /** The time of work in B, from that in A. */
  readonly slower: (serviceMs: number, random: Random) => number
  readonly of: 'p50' | 'p99'
  readonly durationMs: number
}

async function simulated(): Promise<void> {
  const trials = Number(trialsText ?? 100)
  const planted: readonly Planted[] = [
    { name: 'the same twice', slower: (ms) => ms, of: 'p50', durationMs: 10_000 },
    { name: 'all 10 % slower', slower: (ms) => ms * 1.1, of: 'p50', durationMs: 10_000 },
    { name: 'all 20 % slower', slower: (ms) => ms * 1.2, of: 'p99', durationMs: 10_000 },
    { name: 'all 20 % slower', slower: (ms) => ms * 1.2, of: 'p99', durationMs: 60_000 },
  ]
  const services = SIMULATED_SERVICES.filter(({ name }) =>
    ['four places, lognormal', 'pool of ten', 'two kinds of requests'].includes(name),
  )
  process.stdout.write(`${trials} comparisons each, ${USERS} users; verdicts on the figure named; any: of p50, p95 and p99\n`)
  process.stdout.write(
    `${'service'.padEnd(24)} ${'B is'.padEnd(18)} load  figure  regressed improved equivalent inconclusive  any changed\n`,
  )
  for (const service of services) for (const change of planted) await simulateRow(service, change, trials)
}

async function simulateRow(service: SimulatedService, change: Planted, trials: number): Promise<void> {
  const verdicts: Record<ComparisonVerdict, number> = { regressed: 0, improved: 0, equivalent: 0, inconclusive: 0 }
  let changed = 0
  for (let trial = 0; trial < trials; trial++) {
    const found = await simulateComparison(service, change, trial + 1)
    const asked = found[change.of]
    verdicts[asked?.verdict ?? 'inconclusive']++
    const isChange = (verdict: ComparisonVerdict | undefined) => verdict === 'regressed' || verdict === 'improved'
    if ([found.p50, found.p95, found.p99].some((comparison) => isChange(comparison?.verdict))) changed++
  }
  const share = (count: number, width: number) => `${((count / trials) * 100).toFixed(0)} %`.padStart(width)
  process.stdout.write(
    `${service.name.padEnd(24)} ${change.name.padEnd(18)} ${`${change.durationMs / 1000} s`.padStart(4)}  ${change.of.padEnd(6)} ${share(verdicts.regressed, 10)} ${share(verdicts.improved, 8)} ${share(verdicts.equivalent, 10)} ${share(verdicts.inconclusive, 12)}  ${share(changed, 11)}\n`,
  )
}

/** The machine is faster and slower by some 8 %, and stays so for about two seconds; now and then it stalls a block. */
async function simulateComparison(service: SimulatedService, change: Planted, seed: number) {
  const random = seededRandom(seed * 7919)
  let nowMs = 0
  let machine = 0
  let block = 0
  const run = (version: 'a' | 'b', { durationMs }: { durationMs: number }): Promise<ComparedBlock> => {
    const kept = Math.exp(-durationMs / 2000)
    machine = machine * kept + Math.sqrt(1 - kept * kept) * 0.08 * normal(random)
    const factor = Math.exp(machine) * (random() < 0.03 ? 1.5 : 1)
    const serviceMs = (own: Random, at: number, busy: number) => {
      const time = service.serviceMs(own, at, busy) * factor
      return version === 'a' ? time : change.slower(time, own)
    }
    const seen = observeSimulated({ ...service, serviceMs }, { kind: 'users', users: USERS, durationMs }, seed * 100_003 + ++block)
    nowMs += durationMs
    return Promise.resolve({ latencies: seen.latenciesMs, requests: seen.requests, errors: 0, isVoid: false })
  }
  const found = await compareWith({ durationMs: change.durationMs, now: () => nowMs }, run)
  if ('silent' in found) throw new Error('a simulated service answered nothing')
  return found
}

async function recorded(): Promise<void> {
  const series = Number(trialsText ?? 1000)
  const pairsEach = 24
  const server = await startServer('lognormal')
  const medians: number[] = []
  for (let block = 0; block < 300; block++) {
    const load = { url: server.url, connections: USERS, durationMs: 200, keepSamples: 10_000 }
    const { samples } = await runLoad(load)
    medians.push(
      quantileOf(
        samples.latencyMs.toSorted((a, b) => a - b),
        0.5,
      ),
    )
  }
  await server.stop()
  const random = seededRandom(5)
  let excluded = 0
  let alarms = 0
  for (let index = 0; index < series; index++) {
    // pieces of eight neighbours keep what hangs together in time; which of a pair is A alternates from a side drawn anew
    const pairs = Array.from({ length: pairsEach / 4 }, () => Math.floor(random() * (medians.length - 8))).flatMap((from) => {
      const side = random() < 0.5
      return [0, 1, 2, 3].map((pair) => {
        const [x = 1, y = 1] = [medians[from + 2 * pair], medians[from + 2 * pair + 1]]
        return (pair % 2 === 0) === side ? { a: x, b: y } : { a: y, b: x }
      })
    })
    const { lower, upper, verdict } = compareBlocks(pairs)
    if (lower > 1 || upper < 1) excluded++
    if (verdict === 'regressed' || verdict === 'improved') alarms++
  }
  process.stdout.write(
    `${series} series of ${pairsEach} pairs from ${medians.length} recorded blocks of the same version\n` +
      `95 % interval excludes "no change": ${((excluded / series) * 100).toFixed(1)} % (nominal 5, goal 5 ± 1.4)\nverdict "changed": ${((alarms / series) * 100).toFixed(1)} %\n`,
  )
}

interface RealRow {
  readonly key: string
  readonly kind: 'same' | 'slower'
  readonly p50: ComparisonVerdict
  readonly p99: ComparisonVerdict | null
  readonly ratio: number
  readonly isAnyChanged: boolean
}

async function real(): Promise<void> {
  const trials = Number(trialsText ?? 5)
  const journal = new Journal<RealRow>('load-compare', false)
  const [a, same, slower] = [await startServer('lognormal'), await startServer('lognormal'), await startServer('lognormal, slower')]
  for (let trial = 0; trial < trials; trial++) {
    for (const [kind, b] of [['same', same] as const, ['slower', slower] as const]) {
      const found = await compareRuns({ a: { url: a.url, connections: USERS }, b: { url: b.url, connections: USERS }, durationMs: 10_000 })
      const isChange = (verdict: ComparisonVerdict | undefined) => verdict === 'regressed' || verdict === 'improved'
      const isAnyChanged = [found.p50, found.p95, found.p99].some((comparison) => isChange(comparison?.verdict))
      journal.add({
        key: `${kind} ${journal.rows.length}`,
        kind,
        p50: found.p50.verdict,
        p99: found.p99?.verdict ?? null,
        ratio: found.p50.ratio,
        isAnyChanged,
      })
    }
  }
  for (const server of [a, same, slower]) await server.stop()
  const of = (kind: RealRow['kind']) => journal.rows.filter((row) => row.kind === kind)
  const changed = of('same').filter((row) => row.isAnyChanged).length
  const found = (figure: 'p50' | 'p99') => of('slower').filter((row) => row[figure] === 'regressed').length
  process.stdout.write(
    `the same service twice, 10 s: ${changed} of ${of('same').length} called changed in p50, p95 or p99 (goal: at most 9 of 100)\n` +
      `p50 10 % and p99 20 % slower, 10 s: p50 found in ${found('p50')} of ${of('slower').length}, p99 in ${found('p99')}\n`,
  )
}

async function startServer(program: string): Promise<{ url: string; stop(): Promise<void> }> {
  const child = startPinned(null, [process.execPath, join(import.meta.dirname, 'programmed-server.ts'), program])
  return { url: `http://127.0.0.1:${Number(await firstLine(child))}/`, stop: () => endOf(child) }
}
