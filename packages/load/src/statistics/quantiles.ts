import { binomialQuantile } from './binomial.ts'

/** An estimate with the interval that holds the true value at `confidence`; null where so few observations bound nothing. */
export interface Estimate {
  readonly value: number
  readonly lower: number | null
  readonly upper: number | null
  readonly confidence: number
}

/** The value at rank ceil(q * n) of ascending values; NaN when there are none. */
export function quantileOf(ascending: ArrayLike<number>, q: number): number {
  const rank = Math.min(ascending.length, Math.max(1, Math.ceil(q * ascending.length - 1e-9)))
  return ascending[rank - 1] ?? Number.NaN
}

/**
 * The ranks (from 1) between which the q-quantile of the population lies, for so many independent observations: the order-statistic
 * interval, which assumes nothing of the distribution. Null where the sample has no such rank.
 */
export function quantileRanks(count: number, q: number, confidence = 0.95): { lower: number | null; upper: number | null } {
  const tail = (1 - confidence) / 2
  const lower = binomialQuantile(tail, count, q)
  const upper = binomialQuantile(1 - tail, count, q) + 1
  return { lower: lower >= 1 ? lower : null, upper: upper <= count ? upper : null }
}

/** Quantile and its interval. `inOrder` are the observations as they came: when they depend on one another, the interval widens accordingly. */
export function estimateQuantile(inOrder: readonly number[], q: number, confidence = 0.95): Estimate {
  const ascending = inOrder.toSorted((a, b) => a - b)
  const value = quantileOf(ascending, q)
  const count = ascending.length
  if (count === 0) return { value: Number.NaN, lower: null, upper: null, confidence }
  const inflation = Math.sqrt(dependence(inOrder.map((observation) => (observation <= value ? 1 : 0))))
  const { lower, upper } = quantileRanks(count, q, confidence)
  const centre = q * count
  // a sample that bounds the quantile at all, bounds it by its largest and smallest at worst
  const widened = (rank: number) => Math.min(count, Math.max(1, Math.round(centre + (rank - centre) * inflation)))
  const at = (rank: number | null) => (rank === null ? null : (ascending[widened(rank) - 1] ?? null))
  return { value, lower: at(lower), upper: at(upper), confidence }
}

/**
 * By how much the variance of a mean exceeds that of independent observations: 1 + 2 * the sum of autocorrelations, as long as pairs of
 * them stay positive (Geyer's initial positive sequence). At least 1.
 */
export function dependence(series: readonly number[]): number {
  const count = series.length
  if (count < 20) return 1
  const mean = series.reduce((sum, value) => sum + value, 0) / count
  const centred = series.map((value) => value - mean)
  const covariance = (lag: number) => {
    let sum = 0
    for (let index = lag; index < count; index++) sum += (centred[index] ?? 0) * (centred[index - lag] ?? 0)
    return sum / count
  }
  const variance = covariance(0)
  if (variance <= 0) return 1
  let total = 1
  const furthest = Math.min(Math.floor(count / 4), 400)
  for (let lag = 1; lag + 1 <= furthest; lag += 2) {
    const pair = (covariance(lag) + covariance(lag + 1)) / variance
    if (pair <= 0) break
    total += 2 * pair
  }
  return Math.max(1, Math.min(total, count / 4))
}
