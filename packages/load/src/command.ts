import { writeFileSync } from 'node:fs'
import { requireDescriptors } from './command/descriptors.ts'
import { LOAD_HELP } from './command/help.ts'
import { whyGone, whyIncomplete } from './command/incomplete.ts'
import { type LoadArguments, parseLoadArguments } from './command/load-arguments.ts'
import { reach } from './command/reach.ts'
import { judgeThreshold } from './command/thresholds.ts'
import { type CompareRunsResult, compareRuns } from './compare-runs.ts'
import { formatDuration } from './duration.ts'
import { LoadError } from './errors.ts'
import { findCapacity } from './find-capacity.ts'
import type { LoadOptions, LoadProgress } from './generator/load-options.ts'
import { Histogram } from './histogram.ts'
import { formatCapacity, formatComparison, formatScaling } from './report/format-findings.ts'
import { formatLoadResult } from './report/format-load-result.ts'
import { hdrDistribution } from './report/hdr-distribution.ts'
import { k6Script } from './report/k6-script.ts'
import { wrap } from './report/wrap.ts'
import { runLoad } from './run-load.ts'
import { scaleWorkers } from './scale-workers.ts'

/** Where a command writes; `signal` is its Ctrl-C. */
export interface LoadCommandStreams {
  readonly stdout: LoadCommandStream
  readonly stderr: LoadCommandStream
  readonly signal?: AbortSignal
  /** Colours on stdout. Default: when it is a terminal. */
  readonly color?: boolean
}

interface LoadCommandStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/**
 * The command `assay load`: 0 measured and thresholds hold, 1 a threshold broken or B slower than A, 2 could not run, or not to its end.
 * Without a signal it listens for Ctrl-C itself; the first one ends the run and prints what is known.
 */
export async function runLoadCommand(args: readonly string[], streams: LoadCommandStreams): Promise<number> {
  const interrupt = new AbortController()
  const onInterrupt = () => interrupt.abort()
  if (streams.signal === undefined) process.once('SIGINT', onInterrupt)
  try {
    return await dispatch(parseLoadArguments(args), { ...streams, signal: streams.signal ?? interrupt.signal })
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
    streams.stderr.write(`${error.message}\n`)
    return 2
  } finally {
    process.removeListener('SIGINT', onInterrupt)
  }
}

type Streams = LoadCommandStreams & { readonly signal: AbortSignal }

async function dispatch(asked: LoadArguments, streams: Streams): Promise<number> {
  switch (asked.kind) {
    case 'help':
      streams.stdout.write(LOAD_HELP)
      return 0
    case 'run':
      return await started(asked.start, asked.load, streams, () => run(asked, streams))
    case 'k6':
      write(asked.file, k6Script(asked.load, asked.thresholds))
      streams.stdout.write(`${asked.file}: run it with k6 run ${asked.file}\n`)
      return 0
    case 'compare':
      return await compare(asked, streams)
    case 'capacity':
      return await started(asked.start, asked.load, streams, () => capacity(asked, streams))
    case 'workers':
      return await workers(asked, streams)
  }
}

/** With the service started before and stopped after, when a command for that was given. */
async function started(command: string | null, { url }: LoadOptions, { signal }: Streams, work: () => Promise<number>): Promise<number> {
  if (command === null) return await work()
  const { startService } = await import('./command/started-service.ts')
  const service = await startService(command, url, signal)
  try {
    return await work()
  } finally {
    await service.stop()
  }
}

async function run({ load, thresholds, json, hdr, start }: LoadArguments & { kind: 'run' }, streams: Streams): Promise<number> {
  if (hdr !== null) write(hdr, '') // what cannot be written is told before the load
  requireDescriptors(load)
  await reach(load, streams.signal)
  const progress = progressOf(streams)
  const result = await runLoad({
    ...load,
    watchService: true,
    serviceIsOurs: start !== null,
    signal: streams.signal,
    onProgress: (state) => progress.show(progressText(state)),
  })
  progress.clear()
  if (hdr !== null) write(hdr, hdrDistribution(Histogram.deserialize(result.histogram)))
  const outcomes = thresholds.map((threshold) => judgeThreshold(threshold, result))
  if (json) {
    const { samples: _samples, ...plain } = result
    streams.stdout.write(`${JSON.stringify({ ...plain, thresholds: outcomes })}\n`)
  } else {
    streams.stdout.write(formatLoadResult(result, renderOptions(streams)))
    for (const { threshold, holds, measured } of outcomes)
      streams.stdout.write(`${holds ? 'holds ' : 'BROKEN'} ${threshold} (${measured})\n`)
  }
  const incomplete = await whyIncomplete(result, load)
  if (incomplete !== null) {
    streams.stderr.write(`${incomplete}\n`)
    return 2
  }
  if (outcomes.some(({ holds }) => !holds)) return 1
  return outcomes.length > 0 && result.void !== null ? 1 : 0 // a void run proves no threshold
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new LoadError('USAGE', `Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function compare({ a, b, durationMs, margin, json }: LoadArguments & { kind: 'compare' }, streams: Streams): Promise<number> {
  for (const version of [a, b]) {
    requireDescriptors(version)
    await reach(version, streams.signal)
  }
  const progress = progressOf(streams)
  const show = (share: number) => progress.show(`comparing: ${Math.round(share * 100)} %`)
  const result = await compareRuns({ a, b, durationMs, margin, signal: streams.signal, onProgress: show })
  progress.clear()
  streams.stdout.write(json ? `${JSON.stringify(result)}\n` : formatComparison(result, renderOptions(streams)))
  if (streams.signal.aborted) return 2
  for (const version of [a, b]) if (await tellIfGone(version, 'comparison', streams)) return 2
  return hasRegressed(result) ? 1 : 0
}

async function tellIfGone(load: Pick<LoadOptions, 'url'>, during: string, { stderr }: Streams): Promise<boolean> {
  const gone = await whyGone(load, during)
  if (gone !== null) stderr.write(`${gone}\n`)
  return gone !== null
}

async function capacity({ load, slo, json }: LoadArguments & { kind: 'capacity' }, streams: Streams): Promise<number> {
  requireDescriptors(load)
  await reach(load, streams.signal)
  const progress = progressOf(streams)
  const result = await findCapacity({
    ...load,
    slo,
    signal: streams.signal,
    onProgress: (stage) => progress.show(`finding the capacity: ${stage}`),
  })
  progress.clear()
  streams.stdout.write(json ? `${JSON.stringify(result)}\n` : formatCapacity(result, renderOptions(streams)))
  return streams.signal.aborted || (await tellIfGone(load, 'search', streams)) ? 2 : 0
}

async function workers({ load, workers: counts, start, json }: LoadArguments & { kind: 'workers' }, streams: Streams): Promise<number> {
  const { signal } = streams
  const { startService } = await import('./command/started-service.ts')
  const progress = progressOf(streams)
  const result = await scaleWorkers({
    load,
    workers: counts,
    start: (count) => startService(start, load.url, signal, count),
    signal,
    onProgress: (text) => progress.show(`scaling: ${text}`),
  })
  progress.clear()
  streams.stdout.write(json ? `${JSON.stringify(result)}\n` : formatScaling(result, renderOptions(streams)))
  return signal.aborted ? 2 : 0
}

function hasRegressed({ p50, p95, p99 }: CompareRunsResult): boolean {
  return [p50, p95, p99].some((comparison) => comparison?.verdict === 'regressed')
}

function renderOptions({ stdout, color }: Streams): { width: number; color: boolean } {
  return { width: Math.min(100, stdout.columns ?? 80), color: color ?? stdout.isTTY === true }
}

function progressText({ elapsedMs, durationMs, requests, errors }: LoadProgress): string {
  const time = Number.isFinite(durationMs) ? `${formatDuration(elapsedMs)} of ${formatDuration(durationMs)}` : formatDuration(elapsedMs)
  const failed = errors === 0 ? '' : `, ${errors} errors`
  return `${time}: ${requests} requests${failed}`
}

/** One line on stderr that is written over; nothing when stderr is no terminal. */
function progressOf({ stderr }: Streams): { show: (text: string) => void; clear: () => void } {
  if (stderr.isTTY !== true) return { show: () => {}, clear: () => {} }
  return {
    show: (text) => stderr.write(`\r\u001b[K${wrap(text, (stderr.columns ?? 80) - 1)[0] ?? ''}`),
    clear: () => stderr.write('\r\u001b[K'),
  }
}
