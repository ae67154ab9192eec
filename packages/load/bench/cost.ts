// npm run bench -- load [rounds]: processor time per request of the generator beside wrk, undici and autocannon, printed as ratios.
// Wall-clock rates depend on the machine's other work; processor time per request hardly does. The generators take turns.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../src/statistics/trend.ts'

interface Cost {
  readonly requests: number
  readonly cpuUs: number
  readonly rssMb: number
}

const HERE = import.meta.dirname
const SECONDS = 2
const CONNECTIONS = 50
const rounds = Number(process.argv[2] ?? 5)
const pin = spawnSync('taskset', ['--version']).status === 0 && process.platform === 'linux'
const hasWrk = spawnSync('wrk', ['--version']).error === undefined

process.stdout.write(
  `${rounds} rounds of ${SECONDS} s, ${CONNECTIONS} connections, generator and target on a processor each: ${pin ? 'yes' : 'no'}\n`,
)
if (!hasWrk) process.stdout.write('wrk is not installed (apt-get install wrk): left out\n')
await table('HTTP', [], [...(hasWrk ? ['wrk'] : []), 'assay', 'assay, 2 threads', 'undici', 'autocannon'])
await tlsTable()

async function table(title: string, serverArguments: readonly string[], names: readonly string[]): Promise<void> {
  const server = start(1, [join(HERE, 'fast-server.ts'), ...serverArguments])
  const port = Number(await firstLine(server))
  const url = `${serverArguments.length > 0 ? 'https' : 'http'}://127.0.0.1:${port}/`
  const costs = new Map<string, Cost[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const name of names) costs.get(name)?.push(name === 'wrk' ? wrk(url) : await node(name, url))
  server.kill()
  print(title, costs)
}

/** TLS needs a certificate, which openssl makes. */
async function tlsTable(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'load-cost-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=127.0.0.1',
    '-keyout',
    key,
    '-out',
    certificate,
  ])
  if (made.status === 0) await table('TLS', [key, certificate], [...(hasWrk ? ['wrk'] : []), 'assay'])
  else process.stdout.write('openssl is not installed: TLS left out\n')
  rmSync(folder, { recursive: true })
}

function print(title: string, costs: ReadonlyMap<string, readonly Cost[]>): void {
  const perRequest = (name: string) => median((costs.get(name) ?? []).map(({ cpuUs, requests }) => cpuUs / Math.max(1, requests)))
  process.stdout.write(
    `\n${title}\n${'generator'.padEnd(18)} ${'us/request'.padStart(10)} ${'req/cpu-s'.padStart(10)} ${'MB'.padStart(5)}  to assay\n`,
  )
  for (const [name, rows] of costs) {
    const cost = perRequest(name)
    const memory = median(rows.map(({ rssMb }) => rssMb))
    const ratio = pairedRatio(rows, costs.get('assay') ?? []).toFixed(2)
    process.stdout.write(
      `${name.padEnd(18)} ${cost.toFixed(1).padStart(10)} ${String(Math.round(1e6 / cost)).padStart(10)} ${memory.toFixed(0).padStart(5)}  ${ratio}\n`,
    )
  }
  const wrkRows = costs.get('wrk')
  if (wrkRows !== undefined)
    process.stdout.write(`assay / wrk = ${pairedRatio(costs.get('assay') ?? [], wrkRows).toFixed(2)} (goal: at most 1.10)\n`)
}

/** Median over the rounds: what disturbs a round disturbs both. */
function pairedRatio(rows: readonly Cost[], others: readonly Cost[]): number {
  const cost = (row: Cost | undefined) => (row === undefined ? Number.NaN : row.cpuUs / Math.max(1, row.requests))
  return median(rows.map((row, round) => cost(row) / cost(others[round])))
}

function wrk(url: string): Cost {
  // bash tells the processor time of a child to the millisecond
  const command = `TIMEFORMAT='cpu %U %S'; time ${pin ? 'taskset -c 0 ' : ''}wrk -t1 -c${CONNECTIONS} -d${SECONDS}s ${url}`
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
  const [, user = '0', system = '0'] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? []
  return { requests: Number(/(\d+) requests in/.exec(stdout)?.[1] ?? 0), cpuUs: (Number(user) + Number(system)) * 1e6, rssMb: 0 }
}

async function node(name: string, url: string): Promise<Cost> {
  const child = start(name.includes('threads') ? null : 0, [join(HERE, 'generate.ts'), name, url, String(CONNECTIONS), String(SECONDS)])
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  return JSON.parse(output || '{"requests":0,"cpuUs":0,"rssMb":0}')
}

function start(processor: number | null, args: readonly string[]): ChildProcess {
  const command = [process.execPath, ...args]
  const [program = '', ...rest] = pin && processor !== null ? ['taskset', '-c', String(processor), ...command] : command
  return spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function firstLine(child: ChildProcess): Promise<string> {
  const stdout = child.stdout
  if (stdout === null) return ''
  const [chunk] = await once(stdout, 'data')
  return String(chunk).trim()
}
