import { fileURLToPath } from 'node:url'
import { POLICY } from '../src/judge/policy.ts'
import { runCheck } from '../src/judge/run-checks.ts'
import type { Control } from '../src/model/control.ts'
import type { TargetFact } from '../src/model/facts/target.ts'
import { type GatheredFacts, known } from '../src/model/facts.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { Method } from '../src/model/words.ts'

/** Runs one check of a control as the real runner does: a fact that is missing gives not-verified. */
export function decide(control: Control, method: Method, facts: GatheredFacts, ordinal = 0): Outcome {
  const check = control.checks.filter((candidate) => candidate.method === method)[ordinal]
  if (check === undefined) throw new Error(`${control.id} has no ${method} check number ${ordinal}`)
  return runCheck(check, { now: known('2026-06-01T00:00:00.000Z'), target: known(TARGET), ...facts }, POLICY)
}

const TARGET: TargetFact = { name: 'fixture', sourceRoot: '.', baseUrl: null, startedByUs: false, commit: null, isDirty: null }

/** Absolute path of a fixture folder, `<area>/<name>/<case>`. */
export function fixture(path: string): string {
  return fileURLToPath(new URL(`fixtures/${path}`, import.meta.url))
}
