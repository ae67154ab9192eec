import { normalWidth } from './trend.ts'

/** One figure of two versions, measured side by side: the unit of comparison, since single requests depend on their neighbours. */
export interface BlockPair {
  readonly a: number
  readonly b: number
}

export type ComparisonVerdict = 'regressed' | 'improved' | 'equivalent' | 'inconclusive'

export interface Comparison {
  /** Of B against A. */
  readonly verdict: ComparisonVerdict
  /** B / A: 1.1 is 10 % more. */
  readonly ratio: number
  readonly lower: number
  readonly upper: number
  readonly confidence: number
  readonly margin: number
  readonly blocks: number
}

export interface CompareOptions {
  /** A change within this share is none that matters. Default 0.05. */
  readonly margin?: number
  /** Default 0.95. */
  readonly confidence?: number
}

/** Fewer pairs cannot exclude chance at 95 %. */
const MIN_PAIRS = 6
/** Beyond this the normal approximation of the signed-rank distribution is exact enough. */
const EXACT_PAIRS = 40

/**
 * Compares two versions by the logarithms of the ratios of paired blocks: Hodges-Lehmann estimate with its Wilcoxon interval. Latencies:
 * more is worse. A verdict of regressed or improved means that the interval excludes no change and the estimate lies beyond the margin.
 */
export function compareBlocks(pairs: readonly BlockPair[], options: CompareOptions = {}): Comparison {
  const { margin = 0.05, confidence = 0.95 } = options
  const logs = pairs.filter(({ a, b }) => a > 0 && b > 0).map(({ a, b }) => Math.log(b / a))
  const { estimate, lower, upper } = hodgesLehmann(logs, confidence)
  const interval = { ratio: Math.exp(estimate), lower: Math.exp(lower), upper: Math.exp(upper) }
  return {
    ...interval,
    verdict: logs.length < MIN_PAIRS ? 'inconclusive' : verdictOf(interval, margin),
    confidence,
    margin,
    blocks: logs.length,
  }
}

/** Median of all pairwise means, with the interval of the Wilcoxon signed-rank test. Unbounded with too few values. */
export function hodgesLehmann(values: readonly number[], confidence = 0.95): { estimate: number; lower: number; upper: number } {
  const count = values.length
  if (count === 0) return { estimate: 0, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }
  const means: number[] = []
  for (let i = 0; i < count; i++) for (let j = i; j < count; j++) means.push(((values[i] ?? 0) + (values[j] ?? 0)) / 2)
  means.sort((a, b) => a - b)
  const middle = means.length >> 1
  const estimate = means.length % 2 === 1 ? (means[middle] ?? 0) : ((means[middle - 1] ?? 0) + (means[middle] ?? 0)) / 2
  const rank = signedRankCut(count, (1 - confidence) / 2)
  if (rank < 1) return { estimate, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }
  return { estimate, lower: means[rank - 1] ?? 0, upper: means[means.length - rank] ?? 0 }
}

function verdictOf({ ratio, lower, upper }: { ratio: number; lower: number; upper: number }, margin: number): ComparisonVerdict {
  if (lower >= 1 / (1 + margin) && upper <= 1 + margin) return 'equivalent'
  if (lower > 1 && ratio > 1 + margin) return 'regressed'
  if (upper < 1 && ratio < 1 / (1 + margin)) return 'improved'
  return 'inconclusive'
}

/** The largest k with P(W < k) <= tail, W being the signed-rank sum of `count` values: the k-th pairwise mean bounds the interval. */
function signedRankCut(count: number, tail: number): number {
  const most = (count * (count + 1)) / 2
  if (count > EXACT_PAIRS) {
    const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24)
    return Math.floor(most / 2 - normalWidth(1 - 2 * tail) * deviation)
  }
  // ways[s]: in how many of the 2^n choices of signs the positive ranks sum to s
  const ways = new Float64Array(most + 1)
  ways[0] = 1
  for (let rank = 1; rank <= count; rank++) for (let sum = most; sum >= rank; sum--) ways[sum] = (ways[sum] ?? 0) + (ways[sum - rank] ?? 0)
  const total = 2 ** count
  let cumulative = 0
  let cut = 0
  for (; cut <= most; cut++) {
    cumulative += (ways[cut] ?? 0) / total
    if (cumulative > tail) break
  }
  return cut
}
