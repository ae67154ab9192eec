import type { Bottleneck } from './bottleneck.ts'
import type { Standards } from './control.ts'
import type { Evidence, SomeEvidence } from './evidence.ts'
import type { CacheFacts } from './facts/cache.ts'
import type { DatabaseFacts } from './facts/database.ts'
import type { DependencyGroup, Ecosystem } from './facts/dependencies.ts'
import type { LoadFacts } from './facts/load.ts'
import type { TargetFact } from './facts/target.ts'
import type { Location } from './outcome.ts'
import type { Confidence, Intensity, Layer, Method, NotVerifiedReason, OutcomeName, Profile, Severity, Strength, Wave } from './words.ts'

/** The one document every output is made of. Additive within a major of `schemaVersion`. */
export interface Report {
  readonly schemaVersion: '1.0'
  readonly tool: { readonly name: 'assay'; readonly version: string; readonly catalogue: string; readonly policy: string }
  readonly runId: string
  /** The instant the verdict speaks of, ISO 8601. */
  readonly asOf: string
  readonly target: TargetFact
  readonly profile: Profile
  readonly intensity: Intensity
  readonly verdict: Verdict
  /** One sentence that names what decided. */
  readonly verdictBecause: string
  /** R, 0 to 100; null when nothing was verified. */
  readonly result: number | null
  /** P, 0 to 100. */
  readonly proof: number
  /** S = min(R, caps); null when nothing was verified. */
  readonly score: number | null
  /** Letter, null below the proof that a letter needs. */
  readonly grade: string | null
  readonly gradeBecause: string
  readonly caps: readonly Cap[]
  readonly gates: readonly Gate[]
  readonly blockers: readonly Blocker[]
  /** The five actions that unlock most, in order. */
  readonly actions: readonly Action[]
  readonly counts: Readonly<Record<OutcomeName, number>>
  readonly areas: readonly GroupSummary[]
  readonly layers: readonly GroupSummary[]
  readonly controls: readonly ControlResult[]
  readonly findings: readonly ReportFinding[]
  /** Packages that the target is made of; absent in reports of versions before it was added. */
  readonly components?: readonly ReportComponent[]
  readonly performance: LoadFacts['performance'] | null
  /** What the service bears; null unless the full profile measured it, absent in reports of versions before it was added. */
  readonly capacity?: LoadFacts['capacity'] | null
  readonly bottleneck?: Bottleneck | null
  /** What the endpoints asked of the database; null without its address, absent in reports of versions before it was added. */
  readonly database?: DatabaseFacts['database'] | null
  readonly cacheStore?: CacheFacts['cacheStore'] | null
  readonly cacheBehaviour?: CacheFacts['cacheBehaviour'] | null
  /** Absent in reports of versions before they were added. */
  readonly authentication?: AuthenticationScore | null
  readonly endpoints?: readonly EndpointCategory[]
  readonly plan: readonly PlanPhase[]
  readonly risks: readonly Risk[]
  readonly standards: readonly StandardSummary[]
  readonly scope: Scope
  readonly comparison: Comparison | null
  readonly environment: Environment
}

export type Verdict = 'READY' | 'READY WITH CONDITIONS' | 'NOT READY' | 'NOT ENOUGH EVIDENCE'

export interface ControlResult {
  readonly id: string
  readonly title: string
  readonly why: string
  readonly area: string
  readonly layer: Layer
  readonly wave: Wave
  readonly severity: Severity
  readonly outcome: OutcomeName
  /** Strength of the evidence that decided; null when not verified. */
  readonly strength: Strength | null
  readonly strengthNeeded: Strength
  /** For not-verified. */
  readonly reason: NotVerifiedReason | null
  readonly because: string
  readonly evidence: readonly Evidence[]
  /** Fingerprints of its findings. */
  readonly findings: readonly string[]
  /** What each method concluded. */
  readonly checks: readonly { readonly method: Method; readonly outcome: OutcomeName; readonly because: string }[]
  /** Whether it counts in R and P of this profile. */
  readonly isInScope: boolean
  readonly weight: number
  readonly standards: Standards
  readonly documents: readonly string[]
  readonly fix: { readonly node?: string; readonly python?: string; readonly any?: string }
  readonly effortHours: readonly [number, number]
}

export interface ReportFinding {
  readonly fingerprint: string
  readonly control: string
  readonly title: string
  readonly message: string
  readonly cwe: readonly [number, ...number[]]
  readonly severity: Severity
  readonly status: 'open' | 'accepted-risk' | 'suppressed'
  readonly confidence: Confidence
  readonly strength: Strength
  readonly methods: readonly Method[]
  readonly location: Location
  readonly evidence: SomeEvidence
  readonly suppression: SuppressionNote | null
  /** Against the baseline run, when one was given. */
  readonly baseline: 'new' | 'unchanged' | null
}

/** A package of the target. */
export interface ReportComponent {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version: string
  readonly group: DependencyGroup
  readonly isDirect: boolean
  /** SPDX expression; null when nothing states it. */
  readonly license: string | null
}

export interface SuppressionNote {
  readonly kind: 'false-positive' | 'accepted-risk' | 'compensating-control' | 'test-code' | 'contradicted'
  readonly reason: string
  readonly owner: string
  readonly expires: string | null
}

export interface Cap {
  readonly limit: number
  readonly cause: string
  readonly findings: readonly string[]
}

export interface Gate {
  readonly id: 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7' | 'G8' | 'G9'
  readonly title: string
  readonly state: 'passed' | 'failed' | 'not-verified'
  readonly because: string
  readonly controls: readonly string[]
}

export interface Blocker {
  readonly gate: Gate['id']
  readonly text: string
  readonly control: string | null
  readonly fingerprint: string | null
}

export interface Action {
  readonly control: string
  readonly title: string
  readonly severity: Severity
  readonly fix: ControlResult['fix']
  readonly effortHours: readonly [number, number]
  /** Points of R that a pass would add. */
  readonly points: number
  readonly findings: number
}

export interface GroupSummary {
  readonly name: string
  readonly counts: Readonly<Record<OutcomeName, number>>
  readonly result: number | null
  readonly proof: number
}

/** Ten points for authentication; every deduction names its control. */
export interface AuthenticationScore {
  readonly score: number
  readonly of: 10
  readonly verified: number
  /** Controls that apply. */
  readonly controls: number
  readonly deductions: readonly {
    readonly control: string
    readonly title: string
    readonly outcome: OutcomeName
    readonly points: number
    readonly because: string
    /** Fingerprints. */
    readonly findings: readonly string[]
  }[]
  readonly notVerified: readonly { readonly control: string; readonly because: string }[]
}

/** The operations under one noun, and of how many each protection was seen. */
export interface EndpointCategory {
  readonly name: string
  readonly operations: number
  readonly authentication: EndpointAspect
  readonly authorization: EndpointAspect
  readonly validation: EndpointAspect
  readonly limits: EndpointAspect
}

/** Operations to which it does not apply are in none of the three. */
export interface EndpointAspect {
  readonly held: number
  readonly failed: number
  readonly unknown: number
}

export interface PlanPhase {
  readonly name: string
  readonly goal: string
  readonly items: readonly Action[]
  readonly effortHours: readonly [number, number]
}

export interface Risk {
  readonly control: string
  readonly title: string
  readonly severity: Severity
  readonly likelihood: 'high' | 'medium' | 'low'
  readonly status: 'open' | 'accepted-risk'
  readonly owner: string
  readonly expires: string | null
  readonly mitigation: string
  readonly findings: number
}

/** "n of m have evidence", never "compliant". */
export interface StandardSummary {
  readonly standard: string
  readonly category: string
  readonly controls: number
  readonly withEvidence: number
  readonly failed: number
}

export interface Scope {
  readonly files: {
    readonly analysed: number
    readonly partly: number
    readonly leftOut: number
    readonly failed: number
    readonly lines: number
  }
  readonly filesNotAnalysed: readonly { readonly file: string; readonly because: string }[]
  readonly routes: number
  readonly operations: readonly { readonly operation: string; readonly coverage: 'tested' | 'partly' | 'not'; readonly because: string }[]
  readonly requests: number
  /** What the run made in the service, or asked of what was there, and could not take back; absent in reports of versions before it was added. */
  readonly leftBehind?: readonly { readonly what: string; readonly identity: string; readonly because: string }[]
  /** Facts that could not be gathered, with their reason. */
  readonly notGathered: readonly { readonly fact: string; readonly reason: NotVerifiedReason; readonly because: string }[]
  readonly warnings: readonly string[]
}

export interface Comparison {
  readonly baseline: string
  readonly new: readonly string[]
  readonly fixed: readonly { readonly fingerprint: string; readonly control: string; readonly message: string }[]
  readonly unchanged: readonly string[]
  readonly noLongerVerifiable: readonly string[]
  /** Null when catalogue, profile or target differ: numbers are then not comparable. */
  readonly delta: { readonly result: number; readonly proof: number } | null
  readonly because: string
}

export interface Environment {
  readonly node: string
  readonly platform: string
  readonly cpu: string
  readonly cores: number
  readonly memoryMb: number
  readonly loadAverage: number
  readonly startedAt: string
  readonly finishedAt: string
  readonly timingsMs: Readonly<Record<string, number>>
  readonly seed: number
  readonly options: Readonly<Record<string, string | number | boolean | null>>
}
