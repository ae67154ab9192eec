import type { CompareRunsResult } from '../compare-runs.ts'
import { formatDuration } from '../duration.ts'
import type { CapacityResult } from '../find-capacity.ts'
import type { ScaleWorkersResult } from '../scale-workers.ts'
import type { Comparison } from '../statistics/compare.ts'
import { rateAt } from '../statistics/scalability.ts'
import type { RenderOptions } from './render-latency.ts'
import { wrap } from './wrap.ts'

const SENTENCE: Readonly<Record<Comparison['verdict'], string>> = {
  regressed: 'B is slower',
  improved: 'B is faster',
  equivalent: 'no difference that matters',
  inconclusive: 'cannot tell',
}

/** A comparison for the terminal. */
export function formatComparison(result: CompareRunsResult, { width = 80 }: RenderOptions = {}): string {
  const lines = [`A  ${result.a}`, `B  ${result.b}`, '', comparisonHead()]
  for (const name of ['p50', 'p95', 'p99'] as const) lines.push(comparisonRow(name, result))
  const requests = `${result.requests.a} and ${result.requests.b} requests in ${result.p50.blocks} pairs of blocks`
  lines.push('', ...wrap(`${requests}, ${formatDuration(result.durationMs)}. Intervals at ${result.p50.confidence * 100} %.`, width))
  const { a, b } = result.errorRate
  if (a.value + b.value > 0) lines.push(`errors: A ${(a.value * 100).toFixed(2)} %, B ${(b.value * 100).toFixed(2)} %`)
  if (result.voidBlocks > 0) lines.push(...wrap(`In ${result.voidBlocks} pairs this machine was busy with other work.`, width))
  if (result.aborted) lines.push('Stopped before its end.')
  return `${lines.join('\n')}\n`
}

function comparisonHead(): string {
  return `${'     '}${'A'.padStart(10)}${'B'.padStart(10)}   ${'B / A'.padEnd(22)} verdict`
}

function comparisonRow(name: 'p50' | 'p95' | 'p99', result: CompareRunsResult): string {
  const comparison = result[name]
  const cell = (side: 'a' | 'b') => (result.requests[side] === 0 ? '-' : formatDuration(result.latencyMs[side][name])).padStart(10)
  const values = `${name.padEnd(5)}${cell('a')}${cell('b')}`
  if (comparison === null) return `${values}   ${''.padEnd(22)} too few requests`
  const interval = `${comparison.ratio.toFixed(3)} (${comparison.lower.toFixed(3)}-${comparison.upper.toFixed(3)})`
  return `${values}   ${interval.padEnd(22)} ${SENTENCE[comparison.verdict]}`
}

/** A capacity for the terminal. */
export function formatCapacity(result: CapacityResult, { width = 80 }: RenderOptions = {}): string {
  if (result.aborted && result.probes.length === 0) return `${result.url}: stopped before its capacity was found.\n`
  const level = `p${Number((result.slo.quantile * 100).toFixed(3))} < ${formatDuration(result.slo.limitMs)}`
  const { ratePerSecond, lower, upper } = result
  const lines = wrap(
    `${result.url} keeps ${level} up to ${rate(ratePerSecond)} requests per second (${rate(lower)} to ${rate(upper)} with 90 % confidence).`,
    width,
  )
  if (ratePerSecond < 1) lines.push(...wrap(`Even one user at a time is not answered within ${level}.`, width))
  lines.push('', `at saturation  ${rate(result.maxPerSecond)} per second, as of ${result.servers} servers in parallel`)
  for (const probe of result.probes) {
    const late = `${probe.late} of ${probe.requests} late`
    lines.push(`probed         ${rate(probe.ratePerSecond)} per second: ${formatDuration(probe.latencyMs)}, ${late}`)
  }
  if (result.scalability?.peakConcurrency != null)
    lines.push(`best at        ${Math.round(result.scalability.peakConcurrency)} users at once`)
  if (result.misfit) lines.push(...wrap('The service does not behave like a queue with so many servers: the figure is rough.', width))
  if (result.void !== null) lines.push(...wrap(`VOID: ${result.void}`, width))
  if (result.aborted) lines.push('Stopped before its end.')
  return `${lines.join('\n')}\n`
}

/** How a service scales with its workers, for the terminal. */
export function formatScaling({ points, law, void: reason, aborted }: ScaleWorkersResult, { width = 80 }: RenderOptions = {}): string {
  const lines = points.map(({ workers, ratesPerSecond }) => {
    const rates = ratesPerSecond.map(rate).join(' and ')
    const says = law === null ? '' : `   law: ${rate(rateAt(law, workers))}`
    return `${String(workers).padStart(4)} workers  ${rates === '' ? 'not measured' : `${rates} requests per second`}${says}`
  })
  if (law === null) lines.push(...wrap('For a law of scaling three numbers of workers are needed.', width))
  else {
    const { contention, coherency, peakConcurrency, misfit } = law
    lines.push('', `contention ${percent(contention)}, coherency ${percent(coherency)}, off by ${percent(misfit)} on average`)
    const best =
      peakConcurrency === null
        ? 'More workers bring more, up to the machine.'
        : `More than ${Math.round(peakConcurrency)} workers bring nothing.`
    lines.push(...wrap(best, width))
  }
  if (reason !== null) lines.push(...wrap(`VOID: ${reason}`, width))
  if (aborted) lines.push('Stopped before its end.')
  return `${lines.join('\n')}\n`
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`
}

function rate(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1)
}
