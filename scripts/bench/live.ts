// What live probing costs: requests, wall and processor time of the engine, of each family of probes, and how they grow with the service.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gatherService } from '../../packages/audit/src/gather/service/gather-service.ts'
import type { StageCost } from '../../packages/audit/src/model/facts/service.ts'
import type { GatheredFacts } from '../../packages/audit/src/model/facts.ts'

const HERE = dirname(fileURLToPath(import.meta.url))
const sizes = process.argv
  .slice(2)
  .filter((argument) => /^\d+$/.test(argument))
  .map(Number)

interface Cost {
  readonly operations: number
  readonly tested: number
  readonly requests: number
  readonly wallMs: number
  readonly cpuMs: number
  readonly stages: readonly StageCost[]
  readonly stopped: string
}

const costs: Cost[] = []
for (const size of sizes.length === 0 ? [15, 60, 300] : sizes) costs.push(await measure(size))
process.stdout.write(`${table(costs)}\n`)

async function measure(size: number): Promise<Cost> {
  const child = spawn('node', [join(HERE, 'live-service.ts'), String(size)], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    return await probe(`http://127.0.0.1:${String(line).trim()}`)
  } finally {
    child.kill()
  }
}

async function probe(baseUrl: string): Promise<Cost> {
  const before = process.cpuUsage()
  const started = performance.now()
  const facts: GatheredFacts = await gatherService({
    baseUrl,
    openapi: null,
    treeRoot: null,
    routes: [],
    paths: [],
    intensity: 'active',
    headers: {},
    identities: null,
    authorizedHosts: [],
    budget: { requests: 100_000, milliseconds: 1_200_000 },
    startedByUs: false,
    runId: 'bench',
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  const { user, system } = process.cpuUsage(before)
  const { service, operations } = facts
  const list = operations?.state === 'known' ? operations.value : []
  const requests = service?.state === 'known' ? service.value.requests : 0
  return {
    operations: list.length,
    tested: list.filter(({ coverage }) => coverage === 'tested').length,
    requests,
    wallMs: performance.now() - started,
    cpuMs: (user + system) / 1000,
    stages: service?.state === 'known' ? (service.value.costs ?? []) : [],
    stopped: service?.state === 'known' ? service.value.stopped : 'not reached',
  }
}

function table(all: readonly Cost[]): string {
  const lines = ['operations tested requests an operation  wall s  cpu s  cpu ms a request']
  for (const { operations, tested, requests, wallMs, cpuMs, stopped } of all)
    lines.push(
      `${cell(operations, 10)} ${cell(tested, 6)} ${cell(requests, 8)} ${cell(requests / operations, 12, 1)} ${cell(wallMs / 1000, 7, 1)} ${cell(cpuMs / 1000, 6, 1)} ${cell(cpuMs / requests, 17, 2)}  ${stopped}`,
    )
  const [first] = all
  lines.push('', `stages by requests, at ${all.map(({ operations }) => operations).join(', ')} operations; wall of the first`)
  for (const { stage, requests, milliseconds } of [...(first?.stages ?? [])].sort((a, b) => b.requests - a.requests)) {
    const others = all.slice(1).map(({ stages }) => stages.find((other) => other.stage === stage)?.requests ?? 0)
    lines.push(`${stage.padEnd(40)} ${[requests, ...others].map((count) => cell(count, 7)).join(' ')} ${cell(milliseconds / 1000, 7, 2)} s`)
  }
  return lines.join('\n')
}

function cell(value: number, width: number, digits = 0): string {
  return value.toFixed(digits).padStart(width)
}
