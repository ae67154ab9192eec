import type { Profile, Severity, Strength } from './words.ts'

/** Weights, caps, gates and budgets: the one versioned file a verdict depends on besides the facts. */
export interface Policy {
  readonly version: string
  /** Weight of a control in R and P, by severity. */
  readonly weights: Readonly<Record<Severity, number>>
  /** Worth of evidence, by strength. */
  readonly strengths: Readonly<Record<Strength, number>>
  /** Score an outcome earns. */
  readonly credits: { readonly pass: number; readonly partial: number; readonly fail: number; readonly acceptedRisk: number }
  readonly caps: {
    readonly openCriticalConfirmed: number
    readonly openCriticalRead: number
    readonly openHigh: number
    readonly acceptedHigh: number
    readonly areaFailed: number
  }
  /** Lowest score of each letter, best first. */
  readonly bands: readonly { readonly grade: string; readonly from: number }[]
  readonly proof: { readonly noGradeBelow: number; readonly atMostBBelow: number; readonly plusFrom: number }
  /** Oldest advisory data that still decides, in days. */
  readonly advisoryMaxAgeDays: number
  readonly drillMaxAgeDays: number
  readonly suppressions: { readonly maxDays: number; readonly criticalMaxDays: number }
  readonly budgets: Budgets
  readonly thresholds: Thresholds
  readonly readyNeedsProfile: readonly Profile[]
}

/** Limits of the performance controls. */
export interface Budgets {
  readonly p95Ms: number
  readonly p95HardMs: number
  readonly p99Ms: number
  readonly errorRate: number
  readonly requestsPerSecond: number
  /** An endpoint is an outlier when its median is this many times the median of all. */
  readonly outlierFactor: number
  /** Largest drift of the median over a sustained run, as a fraction. */
  readonly drift: number
  readonly queryMs: number
  readonly cpuFraction: number
  readonly cacheHitRatio: number
}

/** Names of the sets of objectives that a user may choose from. */
export const BUDGET_PROFILE_NAMES = ['strict', 'browsing', 'predicting', 'administering'] as const
export type BudgetProfile = (typeof BUDGET_PROFILE_NAMES)[number]

/** Numbers that checks compare with; each names its source in the policy file. */
export interface Thresholds {
  readonly accessTokenSeconds: number
  readonly accessTokenHardSeconds: number
  readonly secretBytes: number
  readonly loginAttempts: number
  readonly passwordLength: number
  readonly bodyLimitBytes: number
  readonly hstsSeconds: number
  readonly pageSize: number
}
