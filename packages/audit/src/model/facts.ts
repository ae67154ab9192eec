import type { SourceAnalysis } from '@assay/flow'
import type { AttestationFact } from './facts/attestations.ts'
import type { CacheFacts } from './facts/cache.ts'
import type { ConfigurationFacts } from './facts/configuration.ts'
import type { DatabaseFacts } from './facts/database.ts'
import type { DependencyFacts } from './facts/dependencies.ts'
import type { DrillFacts } from './facts/drills.ts'
import type { KubernetesFacts } from './facts/kubernetes.ts'
import type { LoadFacts } from './facts/load.ts'
import type { PipelineFacts } from './facts/pipeline.ts'
import type { RuntimeProfileFacts } from './facts/runtime-profile.ts'
import type { SecretsFact } from './facts/secrets.ts'
import type { ServiceFacts } from './facts/service.ts'
import type { TargetFact, TreeFact } from './facts/target.ts'
import type { NotVerifiedReason } from './words.ts'

/** Everything a check may ask for. Each group is defined, and gathered, in its own file of the same name. */
export interface Facts
  extends ConfigurationFacts,
    DependencyFacts,
    KubernetesFacts,
    PipelineFacts,
    ServiceFacts,
    LoadFacts,
    DrillFacts,
    RuntimeProfileFacts,
    DatabaseFacts,
    CacheFacts {
  /** When the audit took place, ISO 8601. The only clock of a check. */
  readonly now: string
  readonly target: TargetFact
  /** The files of the tree and what git thinks of them. */
  readonly tree: TreeFact
  /** Routes, tainted paths, patterns: the source as @assay/flow read it, snippets masked. */
  readonly source: SourceAnalysis
  readonly secrets: SecretsFact
  readonly attestations: readonly AttestationFact[]
  /** Routes that the user declared to answer everybody, as `METHOD /path`. */
  readonly publicRoutes: readonly string[]
}

export type FactName = keyof Facts

/** A fact, or why it is not there. */
export type Gathered<T> =
  | { readonly state: 'known'; readonly value: T }
  | { readonly state: 'unknown'; readonly reason: NotVerifiedReason; readonly because: string }

/** What gathering yields: plain data that can be saved and judged again. A fact that is absent was not asked for. */
export type GatheredFacts = { readonly [N in FactName]?: Gathered<Facts[N]> }

/** The value of a fact that is known. */
export function valueIfKnown<T>(gathered: Gathered<T> | undefined): T | undefined {
  return gathered?.state === 'known' ? gathered.value : undefined
}

export function known<T>(value: T): Gathered<T> {
  return { state: 'known', value }
}

export function unknown(reason: NotVerifiedReason, because: string): Gathered<never> {
  return { state: 'unknown', reason, because }
}
