// npm run bench -- load [rounds] [http|threads|tls ...]: processor time per request of the generator beside wrk, ab, undici and autocannon, printed as ratios.
//
// Wall-clock rates depend on the machine's other work; processor time per request hardly does. So that the comparison is fair: every
// generator drives the same target over as many connections, on a processor of its own beside the target's; those that compile while
// they run (Node) are measured from their 40,000th request on, and what they cost until then stands in a column of its own; the time of
// the whole process counts, with all its threads; they take turns, and ratios are of the same round. Of native programs a short life is
// subtracted from a longer one, which leaves out start and handshakes. The generator is measured as it is installed, built, not from its
// TypeScript sources.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { median } from '../src/statistics/trend.ts'
import { buildPackage } from './built.ts'
import { cpuUsOf, type FastTarget, startFastTarget } from './fast-target.ts'
import { canGoFirst, canPin, hasTool, pinned, startPinned } from './tools.ts'

interface Cost {
  readonly requests: number
  readonly cpuUs: number
  readonly warmUpRequests: number
  readonly warmUpCpuUs: number
  readonly rssMb: number
  /** Processor time of the target meanwhile. */
  readonly targetCpuUs: number
  readonly targetRequests: number
}

const CONNECTIONS = 50
const WARM_UP_REQUESTS = 40_000
const MEASURED_REQUESTS = 40_000
const NATIVE_SECONDS = { short: 1, long: 5 }
const TABLES: Readonly<Record<string, () => Promise<void>>> = {
  http: () => table('HTTP', false, [...natives.map(([name]) => name), 'assay', 'undici', 'autocannon']),
  threads: threadsTable,
  tls: () => table('TLS', true, [...(hasWrk ? ['wrk'] : []), 'assay', 'undici']),
}
const [roundsText = '3', ...wanted] = process.argv.slice(2)
const rounds = Number(roundsText)
const built = buildPackage()
const natives = [['wrk', 'wrk'] as const, ['ab', 'apache2-utils'] as const].filter(([name, debian]) => hasTool(name, debian))
const hasWrk = natives.some(([name]) => name === 'wrk')

process.stdout.write(
  `${rounds} rounds, ${CONNECTIONS} connections, a processor each for generator and target: ${canPin ? 'yes' : 'no'}, before other work: ${canGoFirst ? 'yes' : 'no'}\n`,
)
if (!hasWrk) process.stdout.write('wrk is not installed and could not be (apt-get install wrk as root): left out\n')
try {
  for (const [name, measure] of Object.entries(TABLES)) if (wanted.length === 0 || wanted.includes(name)) await measure()
} finally {
  built.remove()
}

async function table(title: string, secure: boolean, names: readonly string[]): Promise<void> {
  const target = await startFastTarget(secure)
  if (target === null) {
    process.stdout.write(`\n${title}: no certificate could be made (openssl); left out\n`)
    return
  }
  const costs = await measureAll(target, names, 0)
  await target.stop()
  print(`${title}, target ${target.name}`, costs)
  const own = costs.get('assay') ?? []
  for (const [name, goal] of [
    ['wrk', 'at most 1.10'] as const,
    ['undici', 'at most 0.56'] as const,
    ['autocannon', 'at most 0.33'] as const,
  ]) {
    const others = costs.get(name)
    if (others !== undefined) process.stdout.write(`assay / ${name} = ${pairedRatio(own, others).toFixed(2)} (goal: ${goal})\n`)
  }
}

/** Two threads need two processors, which they then share with the target: so does the one thread that they are compared with. */
async function threadsTable(): Promise<void> {
  const target = await startFastTarget(false)
  if (target === null) return
  const costs = await measureAll(target, ['assay', 'assay, 2 threads'], null)
  await target.stop()
  print('Threads, any processor', costs)
  const ratio = pairedRatio(costs.get('assay, 2 threads') ?? [], costs.get('assay') ?? [])
  process.stdout.write(`two threads / one = ${ratio.toFixed(2)} (goal: at most 1.12)\n`)
}

async function measureAll(target: FastTarget, names: readonly string[], processor: number | null): Promise<Map<string, Cost[]>> {
  const costs = new Map<string, Cost[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    // the order turns round by round, so that no generator always follows the same other
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const targetBefore = cpuUsOf(target.pid)
      const isNative = natives.some(([native]) => native === name)
      const cost = isNative ? native(name, target.url, processor) : await node(name, target.url, processor)
      const targetRequests = cost.requests + (isNative ? 2 : 1) * cost.warmUpRequests // a native program lived twice
      costs.get(name)?.push({ ...cost, targetCpuUs: cpuUsOf(target.pid) - targetBefore, targetRequests })
    }
  }
  return costs
}

function print(title: string, costs: ReadonlyMap<string, readonly Cost[]>): void {
  const head = ['generator'.padEnd(18), 'us/request', ' requests', 'start-up ms', ' MB', 'target us', 'to assay']
  process.stdout.write(`\n${title}\n${head.join('  ')}\n`)
  for (const [name, rows] of costs) {
    const middle = (pick: (row: Cost) => number) => median(rows.map(pick))
    const cost = middle(({ cpuUs, requests }) => cpuUs / Math.max(1, requests))
    // beyond what the same requests cost warm
    const startUpMs = middle((row) => (row.warmUpCpuUs - (row.warmUpRequests * row.cpuUs) / Math.max(1, row.requests)) / 1000)
    const targetUs = middle((row) => row.targetCpuUs / Math.max(1, row.targetRequests))
    const cells = [
      name.padEnd(18),
      cost.toFixed(1).padStart(10),
      String(Math.round(middle(({ requests }) => requests))).padStart(9),
      Math.max(0, startUpMs).toFixed(0).padStart(11),
      (rows[0]?.rssMb === 0 ? '-' : middle(({ rssMb }) => rssMb).toFixed(0)).padStart(3),
      targetUs.toFixed(1).padStart(9),
      pairedRatio(rows, costs.get('assay') ?? [])
        .toFixed(2)
        .padStart(8),
    ]
    process.stdout.write(`${cells.join('  ')}\n`)
  }
}

/** Median over the rounds: what disturbs a round disturbs both. */
function pairedRatio(rows: readonly Cost[], others: readonly Cost[]): number {
  const cost = (row: Cost | undefined) => (row === undefined ? Number.NaN : row.cpuUs / Math.max(1, row.requests))
  return median(rows.map((row, round) => cost(row) / cost(others[round])))
}

type Own = Omit<Cost, 'targetCpuUs' | 'targetRequests'>

function native(name: string, url: string, processor: number | null): Own {
  const [short, long] = [nativeRun(name, url, processor, NATIVE_SECONDS.short), nativeRun(name, url, processor, NATIVE_SECONDS.long)]
  return {
    requests: long.requests - short.requests,
    cpuUs: long.cpuUs - short.cpuUs,
    warmUpRequests: short.requests,
    warmUpCpuUs: short.cpuUs,
    rssMb: long.rssMb,
  }
}

/** bash tells the processor time of a child to the millisecond. */
function nativeRun(name: string, url: string, processor: number | null, seconds: number): Pick<Own, 'requests' | 'cpuUs' | 'rssMb'> {
  const command =
    name === 'wrk'
      ? ['wrk', '-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, url]
      : ['ab', '-k', '-q', '-c', String(CONNECTIONS), '-t', String(seconds), '-n', '100000000', url]
  const timed = ['-c', `TIMEFORMAT='cpu %U %S'; time "$@"`, 'bash', ...pinned(processor, command)]
  const { stdout, stderr } = spawnSync('bash', timed, { encoding: 'utf8' })
  const [, user = '0', system = '0'] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? []
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1] ?? /Complete requests:\s+(\d+)/.exec(stdout)?.[1] ?? 0)
  return { requests, cpuUs: (Number(user) + Number(system)) * 1e6, rssMb: 0 }
}

async function node(name: string, url: string, processor: number | null): Promise<Own> {
  const counts = [String(CONNECTIONS), String(WARM_UP_REQUESTS), String(MEASURED_REQUESTS)]
  const args = [join(import.meta.dirname, 'generate.mjs'), name, url, ...counts, built.entry]
  const child = startPinned(processor, [process.execPath, ...args])
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  if (output === '') throw new Error(`${name} measured nothing`)
  return JSON.parse(output)
}
