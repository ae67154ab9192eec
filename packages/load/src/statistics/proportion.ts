import { betaQuantile, normalQuantile } from './binomial.ts'
import type { Estimate } from './quantiles.ts'

/**
 * A share of failures with its exact (Clopper-Pearson) interval. Without a single failure the upper bound is one-sided: the rule of three,
 * 3 / trials at 95 %.
 */
export function estimateProportion(failures: number, trials: number, confidence = 0.95): Estimate {
  if (trials === 0) return { value: 0, lower: null, upper: null, confidence }
  const tail = (1 - confidence) / 2
  const value = failures / trials
  if (failures === 0) return { value, lower: 0, upper: 1 - (1 - confidence) ** (1 / trials), confidence }
  if (failures === trials) return { value, lower: (1 - confidence) ** (1 / trials), upper: 1, confidence }
  return {
    value,
    lower: betaQuantile(tail, failures, trials - failures + 1),
    upper: betaQuantile(1 - tail, failures + 1, trials - failures),
    confidence,
  }
}

/** Wilson's interval: shorter than the exact one, right on average; for pictures rather than verdicts. */
export function wilsonInterval(failures: number, trials: number, confidence = 0.95): Estimate {
  if (trials === 0) return { value: 0, lower: null, upper: null, confidence }
  const z = normalQuantile(1 - (1 - confidence) / 2)
  const share = failures / trials
  const centre = (share + (z * z) / (2 * trials)) / (1 + (z * z) / trials)
  const half = (z / (1 + (z * z) / trials)) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  return { value: share, lower: Math.max(0, centre - half), upper: Math.min(1, centre + half), confidence }
}
