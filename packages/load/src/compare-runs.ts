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

interface Block {
  readonly latencies: readonly number[]
  readonly requests: number
  readonly errors: number
  readonly isVoid: boolean
}

const PAIRS_WANTED = 24
const MIN_PAIRS = 6
/** A block shorter than so many requests has no median worth the name. */
const REQUESTS_PER_BLOCK = 50
const SHORTEST_BLOCK_MS = 100
const WARM_UP_MS = 300
/** Requests that a group of blocks needs for its quantile: some ten beyond it. */
const REQUESTS_FOR_P95 = 200
const REQUESTS_FOR_P99 = 1000

/**
 * Loads two versions in turn, in short blocks with the order alternating (AB BA), and compares them block by block: what disturbs the
 * machine disturbs both. Throws LoadError when one of them cannot be reached.
 */
export async function compareRuns(options: CompareRunsOptions): Promise<CompareRunsResult> {
  const began = performance.now()
  const { durationMs = 10_000, margin = 0.05, signal } = options
  const compare = { margin }
  const run = async (version: 'a' | 'b', load: Partial<LoadOptions>): Promise<Block> => {
    const result = await runLoad({ ...options[version], ...load, keepSamples: 100_000, ...(signal === undefined ? {} : { signal }) })
    const latencies = result.samples.latencyMs.filter((_, index) => (result.samples.status[index] ?? 0) > 0)
    return { latencies, requests: result.requests, errors: result.errors, isVoid: result.void !== null }
  }
  const blockMs = await blockLength(options, durationMs, run)
  const blocks = { a: [] as Block[], b: [] as Block[] }
  for (let pair = 0; signal?.aborted !== true; pair++) {
    const elapsed = performance.now() - began
    options.onProgress?.(Math.min(1, elapsed / durationMs))
    if (elapsed >= durationMs && pair >= MIN_PAIRS) break
    const order = pair % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const)
    for (const version of order) blocks[version].push(await run(version, { durationMs: blockMs, drainMs: 1000 }))
  }
  const pairs = blocks.b.flatMap((b, index) => (blocks.a[index] === undefined ? [] : [[blocks.a[index], b] as const]))
  const quiet = pairs.filter(([a, b]) => !a.isVoid && !b.isVoid)
  // a machine that is busy all the time disturbs both alike: better all pairs than none
  const used = quiet.length >= Math.max(MIN_PAIRS, pairs.length / 2) ? quiet : pairs
  return {
    a: options.a.url,
    b: options.b.url,
    p50: compareBlocks(pairsOf(used, 1, 0.5), compare),
    p95: tailComparison(used, 0.95, REQUESTS_FOR_P95, compare),
    p99: tailComparison(used, 0.99, REQUESTS_FOR_P99, compare),
    requests: { a: sum(blocks.a, 'requests'), b: sum(blocks.b, 'requests') },
    errorRate: { a: errorRate(blocks.a), b: errorRate(blocks.b) },
    latencyMs: { a: quantilesOf(blocks.a), b: quantilesOf(blocks.b) },
    voidBlocks: pairs.length - quiet.length,
    durationMs: performance.now() - began,
    aborted: signal?.aborted ?? false,
  }
}

/** Warms both up and finds how long a block must be to hold enough requests. */
async function blockLength(
  options: CompareRunsOptions,
  durationMs: number,
  run: (version: 'a' | 'b', load: Partial<LoadOptions>) => Promise<Block>,
): Promise<number> {
  let slowest = 0
  for (const version of ['a', 'b'] as const) {
    const block = await run(version, { durationMs: WARM_UP_MS })
    if (block.latencies.length === 0 && options.signal?.aborted !== true) {
      throw new LoadError('TARGET_UNREACHABLE', `${options[version].url} answered none of ${block.requests} requests. Is it running?`)
    }
    slowest = Math.max(slowest, WARM_UP_MS / Math.max(1, block.latencies.length))
  }
  return Math.max(SHORTEST_BLOCK_MS, slowest * REQUESTS_PER_BLOCK, durationMs / (2 * PAIRS_WANTED))
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

function tailComparison(pairs: Pairs, q: number, needed: number, compare: { readonly margin: number }): Comparison | null {
  const perBlock = Math.min(...pairs.flat().map((block) => block.latencies.length))
  const size = Math.max(1, Math.ceil(needed / Math.max(1, perBlock)))
  const groups = pairsOf(pairs, size, q)
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
