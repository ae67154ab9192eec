import type { Scope } from '../engine/program.ts'
import { definitionBehind, isServed, type Reader, type SlotRef } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { holdsUnlessSet, isOnUnlessSet } from './unset-variables.ts'

type Switch = SlotRef & { readonly start: number; readonly end: number }

/** `if settings.debug:` where `self.debug = env.get('APP_DEBUG', '1') == '1'`: the assignment of a switch that is on unless it is turned off. */
export function debugByDefault({ reader }: PatternContext, scope: Scope): Switch | null {
  if (scope.module.language === 'javascript') return switchOfSettings(reader, scope)
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

const SWITCH = /debug|verbose|stack|trace/i

/** `config.verboseErrors ? { stack } : {}` where the one place that sets it says `verboseErrors: process.env.VERBOSE !== 'no'`. */
function switchOfSettings(reader: Reader, scope: Scope): Switch | null {
  for (const { terminator } of scope.function.blocks) {
    const read = terminator.op === 'branch' ? definitionBehind(scope, terminator.condition)?.instruction : undefined
    if (read?.op !== 'get' || !SWITCH.test(read.key)) continue
    const set = new RegExp(`\\b${read.key}\\s*(?::|=(?!=))\\s*([^,;\\n]+)`, 'g')
    const places = reader.program.modules
      .filter(({ file, language }) => language === 'javascript' && isServed(reader, file))
      .flatMap((module) => [...reader.textOf(module.file).matchAll(set)].map((found) => ({ module, found })))
    const [only, ...more] = places
    const body = only?.module.functions[0]
    if (only === undefined || body === undefined || more.length > 0 || !isOnUnlessSet(only.found[1] ?? '')) continue
    const { index } = only.found
    return { scope: { module: only.module, function: body }, slot: -1, start: index, end: index + only.found[0].length }
  }
  return null
}
