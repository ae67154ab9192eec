import type { FiveTestsResult } from '@assay/load'
import type { MeasurementEvidence } from '../model/evidence.ts'
import { type Finding, notVerified, type Outcome } from '../model/outcome.ts'

/** What the performance controls share: when a measurement is none, and how a figure becomes evidence. */

type Measurement = FiveTestsResult['distribution']
type Estimate = Measurement['errorRate']

/** Over this share of 429 the limiter was measured, not the service. */
const LIMITED_SHARE = 0.02

/** Null when the numbers are those of the service; otherwise why they are not. */
export function unusable(measurement: Measurement): Outcome | null {
  if (measurement.void !== null) return notVerified('inconclusive', `the run is void: ${measurement.void}`)
  if (measurement.requests === 0 || measurement.latencyMs === null) return notVerified('no-data', 'no request was answered')
  const limited = measurement.statuses['429'] ?? 0
  if (limited > measurement.requests * LIMITED_SHARE) {
    return notVerified(
      'blocked',
      `the rate limit answered ${limited} of ${measurement.requests} requests with 429; let the audit through a higher limit to measure`,
    )
  }
  return null
}

export function measured(
  metric: string,
  unit: string,
  { value, lower, upper }: Estimate,
  samples: number,
  budget: number,
  note?: string,
): MeasurementEvidence {
  return {
    kind: 'measurement',
    metric,
    value: tidy(value),
    unit,
    samples,
    ...(lower === null ? {} : { lower: tidy(lower) }),
    ...(upper === null ? {} : { upper: tidy(upper) }),
    budget,
    ...(note === undefined ? {} : { note }),
  }
}

/** Pass when the upper bound is inside the budget, fail when the lower bound is outside, else nobody knows. */
export function againstBudget({ lower, upper }: Estimate, budget: number): 'inside' | 'outside' | 'unclear' {
  if (upper !== null && upper <= budget) return 'inside'
  return lower !== null && lower > budget ? 'outside' : 'unclear'
}

export function performanceFinding(
  subject: string,
  message: string,
  evidence: MeasurementEvidence,
  severity?: Finding['severity'],
): Finding {
  return {
    message,
    cwe: [400],
    confidence: 'confirmed',
    location: { kind: 'service', subject },
    evidence: [evidence],
    ...(severity === undefined ? {} : { severity }),
  }
}

/** Four significant digits: what a reader can use of a measurement. */
export function tidy(value: number): number {
  return Number(value.toPrecision(4))
}
