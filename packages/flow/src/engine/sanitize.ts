import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import type { Sanitizer } from './call-models.ts'
import { deepTaints } from './containers.ts'
import { factsFor } from './facts-for.ts'
import { ALL_KINDS } from './kinds.ts'
import { clearTaints, joinTaints, NOTHING, stepped, type Value } from './value.ts'

/** The result of a sanitizer: what it was given, cleared of what it protects against. */
export function sanitized(act: Activation, sanitizer: Sanitizer, use: CallUse): Value {
  const given = use.args.positional[0] ?? [...use.args.named.values()][0] ?? use.receiver ?? NOTHING
  const taints = joinTaints(
    deepTaints(act, given),
    use.args.positional.length === 0 && use.receiver !== null ? deepTaints(act, use.receiver) : [],
  )
  if (sanitizer.clears === ALL_KINDS && given.number !== 0 && sanitizer.type === 'number' && act.frame.module.language === 'python')
    act.learn(factsFor(act, given.number, ALL_KINDS))
  const weak = sanitizer.weakFor === 0 ? null : { name: `${sanitizer.name}()`, mask: sanitizer.weakFor }
  return {
    ...NOTHING,
    type: sanitizer.type,
    taints: stepped(clearTaints(taints, sanitizer.clears, weak), act.frame, use.instruction, `through ${sanitizer.name}()`),
  }
}
