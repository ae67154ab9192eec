import { LoadError } from './errors.ts'
import type { LoadOptions } from './generator/load-options.ts'
import { runLoad } from './run-load.ts'
import { type BlockPair, type Comparison, compareBlocks } from './statistics/compare.ts'
import { estimateProportion } from './statistics/proportion.ts'
import { type Estimate, quantileOf } from './statistics/quantiles.ts'

export interface CompareRunsOptions {
  /** The version that is known. */
  readonly a: Omit<LoadOptions, 'durationMs' | 'maxRequests' | 'signal' | 'onProgress' | 'keepSamples'>
  /** The version in question. */
  readonly b: Omit<LoadOptions, 'durationMs' | 'maxRequests' | 'signal' | 'onProgress' | 'keepSamples'>
  /** Time of load in all, both versions. Default 10 s. */
  readonly durationMs?: number
  /** A change within this share is none that matters. Default 0.05. */
  readonly margin?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number) => void
}

export interface CompareRunsResult {
  readonly a: string
  readonly b: string
  /** Of medians. */
  readonly p50: Comparison
  /** Null when there were too few requests to tell. */
  readonly p95: Comparison | null
  readonly p99: Comparison | null
  readonly requests: { readonly a: number; readonly b: number }
  readonly errorRate: { readonly a: Estimate; readonly b: Estimate }
  readonly latencyMs: { readonly a: Quantiles; readonly b: Quantiles }
  /** Blocks in which the generator was the bottleneck; they are left out. */
  readonly voidBlocks: number
  readonly durationMs: number
  readonly aborted: boolean
}

interface Quantiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** What one short load of a version showed. */
export interface ComparedBlock {
  /** Of answered requests. */
  readonly latencies: readonly number[]
  readonly requests: number
  readonly errors: number
  readonly isVoid: boolean
}

type Block = ComparedBlock

const PAIRS_WANTED = 24
const MIN_PAIRS = 6
/** A block shorter than so many requests has no median worth the name. */
const REQUESTS_PER_BLOCK = 50
const SHORTEST_BLOCK_MS = 100
const WARM_UP_MS = 300
/** Requests that a group of blocks should have for its quantile, some ten beyond it, and what it makes do with when there are few. */
const REQUESTS_FOR_P95 = { enough: 200, least: 60 }
const REQUESTS_FOR_P99 = { enough: 1000, least: 250 }
const GROUPS_WANTED = 10

/**
 * Loads two versions in turn, in short blocks with the order alternating (AB BA), and compares them block by block: what disturbs the
 * machine disturbs both. Throws LoadError when one of them cannot be reached.
 */
export async function compareRuns(options: CompareRunsOptions): Promise<CompareRunsResult> {
  const { durationMs, margin, signal, onProgress } = options
  const found = await compareWith({ durationMs, margin, signal, onProgress }, async (version, load) => {
    const result = await runLoad({ ...options[version], ...load, keepSamples: 100_000, ...(signal === undefined ? {} : { signal }) })
    const latencies = result.samples.latencyMs.filter((_, index) => (result.samples.status[index] ?? 0) > 0)
    return { latencies, requests: result.requests, errors: result.errors, isVoid: result.void !== null }
  })
  if ('silent' in found) {
    const { url } = options[found.silent]
    throw new LoadError('TARGET_UNREACHABLE', `${url} answered none of ${found.requests} requests. Is it running?`)
  }
  return { ...found, a: options.a.url, b: options.b.url }
}

export interface CompareSettings {
  readonly durationMs?: number | undefined
  readonly margin?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((share: number) => void) | undefined
  /** Clock of the load, milliseconds. Default that of the machine. */
  readonly now?: () => number
}

type RunBlock = (version: 'a' | 'b', load: { readonly durationMs: number; readonly drainMs?: number }) => Promise<ComparedBlock>

/** The comparison itself, over anything that can be loaded; names the version that answered nothing at all. */
export async function compareWith(
  { durationMs = 10_000, margin = 0.05, signal, onProgress, now = () => performance.now() }: CompareSettings,
  run: RunBlock,
): Promise<Omit<CompareRunsResult, 'a' | 'b'> | { readonly silent: 'a' | 'b'; readonly requests: number }> {
  const began = now()
  const compare = { margin }
  const warm = await warmUp(durationMs, run)
  if (warm.silent !== null && signal?.aborted !== true) return { silent: warm.silent, requests: warm.requests }
  const blocks = { a: [] as Block[], b: [] as Block[] }
  for (let pair = 0; signal?.aborted !== true; pair++) {
    const elapsed = now() - began
    onProgress?.(Math.min(1, elapsed / durationMs))
    if (elapsed >= durationMs && pair >= MIN_PAIRS) break
    const order = pair % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const)
    for (const version of order) blocks[version].push(await run(version, { durationMs: warm.blockMs, drainMs: 1000 }))
  }
  const pairs = blocks.b.flatMap((b, index) => (blocks.a[index] === undefined ? [] : [[blocks.a[index], b] as const]))
  const quiet = pairs.filter(([a, b]) => !a.isVoid && !b.isVoid)
  // a machine that is busy all the time disturbs both alike: better all pairs than none
  const used = quiet.length >= Math.max(MIN_PAIRS, pairs.length / 2) ? quiet : pairs
  return {
    p50: compareBlocks(pairsOf(used, 1, 0.5), compare),
    p95: tailComparison(used, 0.95, REQUESTS_FOR_P95, compare),
    p99: tailComparison(used, 0.99, REQUESTS_FOR_P99, compare),
    requests: { a: sum(blocks.a, 'requests'), b: sum(blocks.b, 'requests') },
    errorRate: { a: errorRate(blocks.a), b: errorRate(blocks.b) },
    latencyMs: { a: quantilesOf(blocks.a), b: quantilesOf(blocks.b) },
    voidBlocks: pairs.length - quiet.length,
    durationMs: now() - began,
    aborted: signal?.aborted ?? false,
  }
}

/** Warms both up and finds how long a block must be to hold enough requests. */
async function warmUp(
  durationMs: number,
  run: RunBlock,
): Promise<{ readonly blockMs: number; readonly silent: 'a' | 'b' | null; readonly requests: number }> {
  let slowest = 0
  for (const version of ['a', 'b'] as const) {
    const block = await run(version, { durationMs: WARM_UP_MS })
    if (block.latencies.length === 0) return { blockMs: SHORTEST_BLOCK_MS, silent: version, requests: block.requests }
    slowest = Math.max(slowest, WARM_UP_MS / block.latencies.length)
  }
  const blockMs = Math.max(SHORTEST_BLOCK_MS, slowest * REQUESTS_PER_BLOCK, durationMs / (2 * PAIRS_WANTED))
  return { blockMs, silent: null, requests: 0 }
}

type Pairs = readonly (readonly [a: Block, b: Block])[]

/** The quantile of each version in every group of `size` consecutive pairs. */
function pairsOf(pairs: Pairs, size: number, q: number): BlockPair[] {
  const groups: BlockPair[] = []
  for (let first = 0; first + size <= pairs.length; first += size) {
    const group = pairs.slice(first, first + size)
    const at = (side: 0 | 1) =>
      quantileOf(
        group.flatMap((pair) => pair[side].latencies).sort((x, y) => x - y),
        q,
      )
    groups.push({ a: at(0), b: at(1) })
  }
  return groups
}

function tailComparison(
  pairs: Pairs,
  q: number,
  needed: { readonly enough: number; readonly least: number },
  compare: { readonly margin: number },
): Comparison | null {
  const counts = pairs.flat().map((block) => block.latencies.length)
  const perBlock = counts.reduce((total, count) => total + count, 0) / Math.max(1, counts.length)
  const wanted = Math.min(needed.enough, Math.max(needed.least, (perBlock * pairs.length) / GROUPS_WANTED))
  const groups = pairsOf(pairs, Math.max(1, Math.round(wanted / Math.max(1, perBlock))), q)
  return groups.length < MIN_PAIRS ? null : compareBlocks(groups, compare)
}

function quantilesOf(blocks: readonly Block[]): Quantiles {
  const all = blocks.flatMap((block) => block.latencies).sort((a, b) => a - b)
  const at = (q: number) => (all.length === 0 ? 0 : quantileOf(all, q))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function errorRate(blocks: readonly Block[]): Estimate {
  return estimateProportion(sum(blocks, 'errors'), sum(blocks, 'requests'))
}

function sum(blocks: readonly Block[], key: 'requests' | 'errors'): number {
  return blocks.reduce((total, block) => total + block[key], 0)
}
