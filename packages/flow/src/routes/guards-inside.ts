import type { GuardFact } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import { innerFunctions } from './function-view.ts'
import { KNOWN_GUARDS } from './known-guards.ts'
import { isOwnerComparison } from './object-guards.ts'
import { callBehind, decoratorsOf, type FunctionRef, nameOf, type Reader, textAt } from './reader.ts'
import { createTagReader } from './value-tags.ts'

type Guard = Omit<GuardFact, 'level'>

/**
 * What a decorator of the tree puts round a view besides its own code: guards of libraries above its wrapper or called on it
 * (`return login_required(guarded)`), those inside other decorators of the tree above its wrapper, and a comparison of what it loads with the
 * caller.
 */
export function guardsInside(reader: Reader, decorator: FunctionRef, name: string, place: GuardFact['place'], depth = 0): readonly Guard[] {
  const functions = [decorator.function, ...descendants(decorator, 0)]
  const found = new Map<string, Guard>()
  for (const fn of functions) {
    const scope = { module: decorator.module, function: fn }
    const above = fn === decorator.function ? [] : decoratorsOf(decorator.module, fn)
    const names = [
      ...above.map(({ scope: outer, slot }) => callBehind(reader, outer, slot)?.name || nameOf(reader.denoter.denote(outer, slot))),
      ...reader.callsIn(fn).map((call) => call.name),
    ]
    for (const { scope: outer, slot } of depth > 2 ? [] : above) {
      const denoted = reader.denoter.denote(outer, slot)
      if (denoted.kind !== 'function') continue
      for (const guard of guardsInside(reader, { module: denoted.module, function: denoted.function }, name, place, depth + 1))
        found.set(guard.kind, guard)
    }
    for (const each of names) {
      const known = KNOWN_GUARDS.get(each) ?? KNOWN_GUARDS.get(each.replace(/\(\)$/, ''))
      if (known !== undefined) found.set(known.kind, { kind: known.kind, name, place, proof: known.proof })
    }
    if (fn !== decorator.function && comparesOwner(reader, scope)) found.set('owner', { kind: 'owner', name, place, proof: 'refuses' })
  }
  return [...found.values()]
}

function descendants(scope: FunctionRef, depth: number): readonly IrFunction[] {
  if (depth > 3) return []
  return innerFunctions(scope).flatMap((fn) => [fn, ...descendants({ module: scope.module, function: fn }, depth + 1)])
}

const OF_OWNER = /(?:\bid|_id|owner|author|user|account|member|creator|created_by)\b/i
const OF_ROLE = /role|admin|staff|superuser|permission|scope|group/i

/** `if document.owner_id != current_user.id: abort(404)` in a guard. */
export function comparesOwner(reader: Reader, scope: FunctionRef): boolean {
  if (scope.module.language !== 'python') return false
  const tags = createTagReader(reader, new Map())
  return scope.function.blocks.some(({ terminator }) => {
    if (terminator.op !== 'branch' || !isOwnerComparison(reader, scope, tags, terminator.condition)) return false
    const text = textAt(reader, scope.module, terminator.start, terminator.end, 200)
    return OF_OWNER.test(text) && !OF_ROLE.test(text)
  })
}
