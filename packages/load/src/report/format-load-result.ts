import { formatDuration } from '../duration.ts'
import type { LoadResult } from '../generator/load-result.ts'
import type { Drift } from '../statistics/drift.ts'
import { estimateProportion } from '../statistics/proportion.ts'
import { type RenderOptions, renderLatency } from './render-latency.ts'
import { wrap } from './wrap.ts'

/** A whole result for the terminal: how it was made, rate, latencies, errors, and whether it may be believed. */
export function formatLoadResult(result: LoadResult, options: RenderOptions = {}): string {
  const width = Math.max(40, options.width ?? 80)
  const paint = (code: number, text: string) => (options.color === true ? `\u001b[${code}m${text}\u001b[0m` : text)
  const lines = [
    paint(1, headline(result)),
    howMade(result),
    '',
    renderLatency(result, options),
    '',
    ...intervalLines(result, width),
    ...counts(result),
  ]
  for (const note of result.notes) lines.push(...wrap(note, width))
  if (result.void !== null) lines.push(paint(31, [...wrap(`VOID: ${result.void}`, width)].join('\n')))
  return `${lines.join('\n')}\n`
}

function headline({ requests, durationMs, ratePerSecond, errors }: LoadResult): string {
  const failed = errors === 0 ? 'no errors' : `${number(errors)} errors`
  return `${number(requests)} requests in ${formatDuration(durationMs)}: ${number(ratePerSecond)} per second, ${failed}`
}

function howMade({ model, connections, threads }: LoadResult): string {
  const workers = threads > 1 ? `, ${threads} threads` : ''
  if (model.kind === 'closed') return `closed model: ${number(connections.used)} users, each waits for its answer${workers}`
  const rate = model.kind === 'constant' || model.kind === 'poisson' ? `${number(model.ratePerSecond)} per second` : model.kind
  return `open model: ${rate} (${model.kind}), up to ${number(connections.used)} connections${workers}`
}

/** The percentiles that budgets are set for, with what the run leaves open of them; of a void run nothing is sure. */
function intervalLines({ latencyIntervalMs: { p95, p99, p999 }, void: reason }: LoadResult, width: number): string[] {
  if (reason !== null) return []
  const told = Object.entries({ p95, p99, 'p99.9': p999 }).flatMap(([name, { lower, upper }]) =>
    lower === null
      ? []
      : [`${name} ${upper === null ? `above ${formatDuration(lower)}` : `${formatDuration(lower)} to ${formatDuration(upper)}`}`],
  )
  const [first, ...rest] = wrap(told.join(', '), width - 11)
  return told.length === 0 ? [] : [`95 % sure  ${first}`, ...rest.map((line) => `${' '.repeat(11)}${line}`)]
}

function counts(result: LoadResult): string[] {
  const statuses = Object.entries(result.statuses).map(([status, count]) => `${status}: ${number(count)}`)
  const classes = Object.entries(result.errorClasses).map(([name, count]) => `${name}: ${number(count)}`)
  const lines = [`statuses   ${statuses.join('  ') || 'none'}`]
  if (classes.length > 0) lines.push(`errors     ${classes.join('  ')}`)
  if (result.requests > 0) lines.push(`error rate ${errorRate(result)}`)
  lines.push(...serviceLines(result))
  lines.push(`generator  ${((result.cpuMs * 1000) / Math.max(1, result.requests)).toFixed(1)} us of processor time per request`)
  return lines
}

function serviceLines({ drift, service }: LoadResult): string[] {
  const lines: string[] = []
  if (drift !== null) lines.push(`drift      ${driftText(drift)}`)
  if (service === null) return lines
  const { cores, cpuMsPerRequest, rssBytes, descriptors, processes, eventLoopDelayMs, leak } = service
  const each = cpuMsPerRequest === null ? '' : `, ${formatDuration(cpuMsPerRequest)} of processor time per request`
  const many = processes > 1 ? `, ${processes} processes` : ''
  lines.push(`service    ${cores.toFixed(2)} cores${each}${many}`)
  lines.push(`           ${megabytes(rssBytes.most)} at most${descriptors === null ? '' : `, ${number(descriptors)} descriptors`}`)
  if (eventLoopDelayMs !== null) {
    const [p50, p99, max] = [eventLoopDelayMs.p50, eventLoopDelayMs.p99, eventLoopDelayMs.max].map(formatDuration)
    lines.push(`event loop late by ${p50} at p50, ${p99} at p99, ${max} at most`)
  }
  if (leak.verdict === 'leak') lines.push(`memory     grows by ${megabytes(leak.bytesPerSecond * 60)} a minute and does not level off`)
  if (leak.verdict === 'no-leak-seen') lines.push('memory     no leak seen')
  return lines
}

function driftText({ direction, relativeChange, blocks, probability }: Drift): string {
  if (direction === null) return 'too short to tell: eight seconds with requests at least'
  if (direction === 'none') return 'none'
  const change = `${Math.abs(100 * relativeChange).toFixed(0)} % from begin to end`
  return `${direction}: ${change} (${blocks} blocks, by chance in ${percent(Math.max(probability, 1e-4))})`
}

function megabytes(bytes: number): string {
  return `${Number((bytes / 1e6).toPrecision(3))} MB`
}

/** With no error (or nothing but errors) only one side is open: the rule of three. */
function errorRate({ errors, requests }: LoadResult): string {
  const { value, lower, upper } = estimateProportion(errors, requests)
  if (errors === 0) return `0 %, below ${percent(upper ?? 1)} with 95 % confidence`
  if (errors === requests) return '100 %: no request succeeded'
  return `${percent(value)} (${percent(lower ?? 0)} to ${percent(upper ?? 1)} with 95 % confidence)`
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`
}

function number(value: number): string {
  const text = value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1)
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}
