import type { Scope } from '../engine/program.ts'
import { definitionBehind, type SlotRef } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { holdsUnlessSet } from './unset-variables.ts'

/** `if settings.debug:` where `self.debug = env.get('APP_DEBUG', '1') == '1'`: the assignment of a switch that is on unless it is turned off. */
export function debugByDefault(
  { reader }: PatternContext,
  scope: Scope,
): (SlotRef & { readonly start: number; readonly end: number }) | null {
  if (scope.module.language !== 'python') return null
  for (const { terminator } of scope.function.blocks) {
    if (terminator.op !== 'branch') continue
    const read = definitionBehind(scope, terminator.condition)
    if (read?.instruction.op !== 'get' || !/debug/i.test(read.instruction.key)) continue
    const object = reader.denoter.denote(read.scope, read.instruction.object)
    if (object.kind !== 'instance') continue
    const [only, ...more] = reader.denoter.fieldAssignments(object.module, object.class, read.instruction.key)
    const made = only === undefined || more.length > 0 ? null : definitionBehind(only.scope, only.slot)
    if (only === undefined || made === null || made.scope.module !== only.scope.module) continue
    const { start, end } = made.instruction
    if (holdsUnlessSet(reader.textOf(only.scope.module.file).slice(start, end))) return { ...only, start, end }
  }
  return null
}
