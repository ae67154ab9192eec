import type { FactName, Facts } from './facts.ts'
import type { Outcome } from './outcome.ts'
import type { Policy } from './policy.ts'
import type { Layer, Method, Severity, Strength, Wave } from './words.ts'

/** A requirement, as a sentence that is true when all is well. One file each. */
export interface Control {
  /** `<area>.<name>`; permanent. */
  readonly id: string
  readonly title: string
  /** What goes wrong without it. */
  readonly why: string
  readonly layer: Layer
  readonly wave: Wave
  readonly severity: Severity
  /** What a pass needs to count in full. */
  readonly strengthNeeded: Strength
  readonly standards: Standards
  /** Rows of the reference documents that ask for it. */
  readonly documents: readonly string[]
  /** How each method decides it, whether or not a check exists yet. */
  readonly verifiedBy: Readonly<Partial<Record<Method, string>>>
  readonly passesWhen: string
  readonly failsWhen: string
  readonly fix: { readonly node?: string; readonly python?: string; readonly any?: string }
  /** Hours of work, an estimate. */
  readonly effortHours: readonly [number, number]
  readonly checks: readonly Check[]
  readonly deprecated?: true
  readonly replacedBy?: string
}

export interface Standards {
  readonly cwe: readonly number[]
  readonly asvs?: readonly string[]
  readonly owaspTop10?: readonly string[]
  readonly owaspApi?: readonly string[]
}

/** One way to decide a control, by one method; pure: no network, files, clock or randomness. */
export interface Check {
  readonly method: Method
  readonly needs: readonly FactName[]
  /** Whether a pass refutes what weaker evidence claims: it looked at the same thing with better eyes. */
  readonly settles: boolean
  /** Routes that this check saw to be well guarded: what weaker evidence claims of them is refuted. */
  readonly refutes: ((facts: Facts) => readonly RouteRef[]) | null
  readonly decide: (facts: Facts, policy: Policy) => Outcome
}

export interface RouteRef {
  readonly method: string
  readonly path: string
}

export interface CheckOptions<N extends FactName> {
  readonly settles?: boolean
  readonly refutes?: (facts: Pick<Facts, N>) => readonly RouteRef[]
}

export function defineControl(control: Control): Control {
  return control
}

type Decide<N extends FactName> = (facts: Pick<Facts, N>, policy: Policy) => Outcome
type CheckMaker = <N extends FactName>(needs: readonly N[], decide: Decide<N>, options?: CheckOptions<N>) => Check

const checkOf =
  (method: Method): CheckMaker =>
  (needs, decide, options = {}) => ({ method, needs, decide, settles: options.settles ?? false, refutes: options.refutes ?? null })

/** Decides from what the running service answered. */
export const live = checkOf('live')
/** Decides from measurements under load. */
export const load = checkOf('load')
/** Decides from what a started service did while we made things fail. */
export const drill = checkOf('drill')
/** Decides from parsed configuration files. */
export const config = checkOf('config')
export const dependency = checkOf('dependency')
/** Decides from the source as it was read. */
export const fromSource = checkOf('static')
export const attested = checkOf('attested')
