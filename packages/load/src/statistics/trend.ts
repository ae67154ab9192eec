import { normalQuantile } from './binomial.ts'

/** Whether a series rises or falls, without assuming a shape or a distribution. */
export interface Trend {
  readonly direction: 'rising' | 'falling' | 'none'
  /** Theil-Sen slope: median of the slopes of all pairs, per unit of x. */
  readonly slope: number
  /** Two-sided probability of so strong a trend by chance (Mann-Kendall). */
  readonly probability: number
}

/** Pairs grow with the square; a longer series is thinned evenly. */
const MAX_POINTS = 1000

/** Mann-Kendall test with the Theil-Sen slope. `significance` is two-sided. */
export function trendOf(xs: readonly number[], ys: readonly number[], significance = 0.05): Trend {
  const step = Math.max(1, Math.ceil(ys.length / MAX_POINTS))
  const x = xs.filter((_, index) => index % step === 0)
  const y = ys.filter((_, index) => index % step === 0)
  const count = Math.min(x.length, y.length)
  if (count < 4) return { direction: 'none', slope: 0, probability: 1 }
  const slopes: number[] = []
  let score = 0
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const rise = (y[j] ?? 0) - (y[i] ?? 0)
      const run = (x[j] ?? 0) - (x[i] ?? 0)
      score += Math.sign(rise)
      if (run !== 0) slopes.push(rise / run)
    }
  }
  const deviation = Math.sqrt(kendallVariance(y))
  const z = deviation === 0 || score === 0 ? 0 : (score - Math.sign(score)) / deviation
  const probability = 2 * (1 - normalCdf(Math.abs(z)))
  const slope = median(slopes)
  const direction = probability >= significance ? 'none' : score > 0 ? 'rising' : 'falling'
  return { direction, slope, probability }
}

/** Middle of the values; 0 when there are none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const ascending = values.toSorted((a, b) => a - b)
  const middle = ascending.length >> 1
  const upper = ascending[middle] ?? 0
  return ascending.length % 2 === 1 ? upper : ((ascending[middle - 1] ?? 0) + upper) / 2
}

/** Distribution function of the standard normal (Abramowitz and Stegun 7.1.26, to 1.5e-7). */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const erf = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x)
  return z >= 0 ? (1 + erf) / 2 : (1 - erf) / 2
}

/** Standard normal value of a two-sided confidence. */
export function normalWidth(confidence: number): number {
  return normalQuantile(1 - (1 - confidence) / 2)
}

/** Variance of Kendall's score, corrected for ties. */
function kendallVariance(values: readonly number[]): number {
  const count = values.length
  const groups = new Map<number, number>()
  for (const value of values) groups.set(value, (groups.get(value) ?? 0) + 1)
  const term = (n: number) => n * (n - 1) * (2 * n + 5)
  let ties = 0
  for (const size of groups.values()) ties += term(size)
  return (term(count) - ties) / 18
}
