import type { Check, Control, RouteRef } from '../model/control.ts'
import type { FactName, Facts, GatheredFacts } from '../model/facts.ts'
import { notVerified, type Outcome } from '../model/outcome.ts'
import type { Policy } from '../model/policy.ts'
import type { Method } from '../model/words.ts'

/** What one check of a control concluded. */
export interface CheckResult {
  readonly method: Method
  readonly settles: boolean
  /** Routes of which it refutes what weaker evidence claims. */
  readonly refuted: readonly RouteRef[]
  readonly outcome: Outcome
}

/** Runs every check of a control whose method the profile uses. The one place where a throwing check becomes not-verified. */
export function runChecks(control: Control, facts: GatheredFacts, policy: Policy, methods: readonly Method[]): CheckResult[] {
  return control.checks
    .filter((check) => methods.includes(check.method))
    .map((check) => ({
      method: check.method,
      settles: check.settles,
      refuted: refutedBy(check, facts),
      outcome: runCheck(check, facts, policy),
    }))
}

/** What a check saw to be well; nothing when a fact is missing or the check cannot tell. */
function refutedBy(check: Check, facts: GatheredFacts): readonly RouteRef[] {
  if (check.refutes === null) return []
  const values: Partial<Record<FactName, unknown>> = {}
  for (const name of check.needs) {
    const gathered = facts[name]
    if (gathered?.state !== 'known') return []
    values[name] = gathered.value
  }
  try {
    return check.refutes(values as Facts)
  } catch {
    return []
  }
}

/** Decides one check; a fact it needs and nobody could gather passes its reason on. */
export function runCheck(check: Check, facts: GatheredFacts, policy: Policy): Outcome {
  const values: Partial<Record<FactName, unknown>> = {}
  for (const name of check.needs) {
    const gathered = facts[name]
    if (gathered === undefined) return notGathered(check, name)
    if (gathered.state === 'unknown') return notVerified(gathered.reason, gathered.because)
    values[name] = gathered.value
  }
  try {
    return check.decide(values as Facts, policy)
  } catch (error) {
    return notVerified('tool-error', `the check threw: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A fact that nobody asked for: without a service there is nothing to probe. */
function notGathered({ method }: Check, name: FactName): Outcome {
  if (method === 'live' || method === 'load' || method === 'drill')
    return notVerified('no-target', 'no running service was audited; give --url or --start')
  return notVerified('no-data', `nothing was gathered about ${name}`)
}
