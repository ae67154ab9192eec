import type { GatheredFacts } from './facts.ts'
import type { Budgets } from './policy.ts'
import type { Environment } from './report.ts'
import type { Intensity, Profile } from './words.ts'

/** A run as it lies in `.assay/runs/<id>/`: everything a verdict is made of, so that it can be judged again. */
export interface Run {
  readonly schemaVersion: '1.0'
  readonly id: string
  readonly profile: Profile
  readonly intensity: Intensity
  readonly facts: GatheredFacts
  readonly suppressions: readonly Suppression[]
  readonly suppressionWarnings: readonly string[]
  /** Control ids (or areas) the user chose; null means all. */
  readonly only: readonly string[] | null
  readonly skip: readonly string[]
  /** Objectives that the user's configuration declared in place of the policy's. */
  readonly budgets: Partial<Budgets>
  readonly selfCheck: SelfCheck
  readonly warnings: readonly string[]
  readonly environment: Environment
}

export interface SelfCheck {
  readonly state: 'passed' | 'failed' | 'not-run'
  readonly because: string
}

export interface Suppression {
  /** One of the two names what it covers. */
  readonly fingerprint: string | null
  readonly control: string | null
  /** Glob over files, or `METHOD /path`; null covers the whole control. */
  readonly scope: string | null
  readonly kind: 'false-positive' | 'accepted-risk' | 'compensating-control' | 'test-code'
  readonly reason: string
  readonly owner: string
  readonly created: string
  readonly expires: string
  readonly evidence: string | null
}
