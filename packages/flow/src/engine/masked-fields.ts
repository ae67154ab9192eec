import { isSecretName } from '../knowledge/secret-names.ts'
import type { Activation } from './activation.ts'
import { PART_ONLY } from './kinds.ts'
import type { Fact, Label, Value } from './value.ts'

/**
 * `'***' if key in {'password', 'token'} else value`: where the key of a field is none of those that name secrets, what else came with the
 * key holds none of them.
 */
export function maskedFieldFacts(act: Activation, key: Value, names: Iterable<string>): readonly Fact[] {
  if (key.taints.length === 0 || ![...names].some((name) => isSecretName(name))) return []
  const facts: Fact[] = []
  for (const value of act.state.vars) {
    if (value === undefined || value.number === 0 || value.number === key.number || value.taints.length === 0) continue
    if (value.taints.every(({ label }) => key.taints.some((taint) => isBeside(taint.label, label))))
      facts.push({ number: value.number, cleared: PART_ONLY, weak: null })
  }
  return facts
}

/** Both are of the same body, or of what the same call was given: `mask(key, value)`. */
function isBeside(key: Label, value: Label): boolean {
  if (key === value) return true
  if (key.kind === 'parameter') return value.kind === 'parameter' && value.frame === key.frame
  return value.kind === 'source' && key.model === value.model && key.start === value.start && key.module === value.module
}
