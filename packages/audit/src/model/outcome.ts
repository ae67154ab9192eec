import type { Evidence, SomeEvidence } from './evidence.ts'
import type { Confidence, NotVerifiedReason, Severity } from './words.ts'

/** What a check concludes from facts; only the judge makes a control's result of it. */
export type Outcome =
  | { readonly outcome: 'pass'; readonly evidence: SomeEvidence }
  | { readonly outcome: 'partial'; readonly because: string; readonly evidence: SomeEvidence; readonly findings: readonly Finding[] }
  | { readonly outcome: 'fail'; readonly findings: readonly [Finding, ...Finding[]] }
  | { readonly outcome: 'not-applicable'; readonly because: string; readonly evidence: SomeEvidence }
  | { readonly outcome: 'not-verified'; readonly reason: NotVerifiedReason; readonly because: string }

/** One defect at one place, as a check states it. The judge adds control, fingerprint and status. */
export interface Finding {
  readonly message: string
  /** `cwe[0]` is the weakness at this place. */
  readonly cwe: readonly [number, ...number[]]
  /** Default: the control's severity. */
  readonly severity?: Severity
  /** Default: `likely`. A live finding is `confirmed` only by baseline, negative control, repetition and effect. */
  readonly confidence?: Confidence
  readonly location: Location
  readonly evidence: SomeEvidence
}

/** A route that a place in the source serves, and the parameter that reaches it. */
export interface RouteOfPlace {
  readonly method: string
  readonly path: string
  readonly parameter?: string
}

/** Where a defect is; the parts of a fingerprint that survive edits elsewhere in the file. */
export type Location =
  | {
      readonly kind: 'source'
      readonly file: string
      readonly line: number
      readonly endLine?: number
      readonly symbol: string
      readonly snippet: string
      /** The route this place serves: a live finding there is the same defect. */
      readonly route?: RouteOfPlace
      /** Further routes by which the same place is reached. */
      readonly alsoRoutes?: readonly RouteOfPlace[]
    }
  | {
      readonly kind: 'route'
      readonly method: string
      readonly path: string
      readonly parameter?: string
      /** Source line of the route, when it is known. */
      readonly file?: string
      readonly line?: number
    }
  | {
      readonly kind: 'configuration'
      readonly file: string
      readonly line: number
      readonly endLine?: number
      readonly key: string
      readonly snippet: string
    }
  | {
      readonly kind: 'dependency'
      readonly ecosystem: string
      readonly name: string
      readonly version: string
      readonly file: string
      readonly line: number
      readonly advisory?: string
    }
  | { readonly kind: 'service'; readonly subject: string }
  | { readonly kind: 'repository'; readonly subject: string }

export function pass(first: Evidence, ...rest: Evidence[]): Outcome {
  return { outcome: 'pass', evidence: [first, ...rest] }
}

export function partial(because: string, evidence: SomeEvidence, findings: readonly Finding[] = []): Outcome {
  return { outcome: 'partial', because, evidence, findings }
}

export function fail(first: Finding, ...rest: Finding[]): Outcome {
  return { outcome: 'fail', findings: [first, ...rest] }
}

/** Fails with all findings, or gives the other outcome when there are none. */
export function failIfAny(findings: readonly Finding[], otherwise: () => Outcome): Outcome {
  const [first, ...rest] = findings
  return first === undefined ? otherwise() : fail(first, ...rest)
}

export function notApplicable(because: string, first: Evidence, ...rest: Evidence[]): Outcome {
  return { outcome: 'not-applicable', because, evidence: [first, ...rest] }
}

export function notVerified(reason: NotVerifiedReason, because: string): Outcome {
  return { outcome: 'not-verified', reason, because }
}
