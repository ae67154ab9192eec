import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { callGiven } from '../call-given.ts'
import { runConstructor } from '../construct.ts'
import { elementOf, listObject, makeObject } from '../containers.ts'
import { folded } from '../folded.ts'
import { itemOf, iteratedItems } from '../iterated.ts'
import { functionHints } from '../unknown-call.ts'
import { NOTHING, SOME_BOOLEAN, type Value } from '../value.ts'
import type { LibraryHint } from './special-call.ts'

export function partial(_act: Activation, use: CallUse): Value | undefined {
  const [callee, ...rest] = use.args.positional
  if (callee?.hint?.kind === 'library' && rest.length === 0) return callee
  if (callee?.hint?.kind !== 'function') return undefined
  return { ...callee, hint: { ...callee.hint, bound: [...callee.hint.bound, ...rest] } }
}

export function callFirst(act: Activation, use: CallUse): Value {
  const [callee, ...rest] = use.args.positional
  return callGiven(act, callee, { ...use.args, positional: rest }, use) ?? NOTHING
}

/** `loop.run_in_executor(pool, work, a)`. */
export function callSecond(act: Activation, use: CallUse): Value {
  return callFirst(act, { ...use, args: { ...use.args, positional: use.args.positional.slice(1) } })
}

/** `Thread(target=work, args=(a,), kwargs={...})`. */
export function callTarget(act: Activation, use: CallUse): undefined {
  const target = use.args.named.get('target')
  const args = use.args.named.get('args')
  const named = use.args.named.get('kwargs')
  const list = args?.objects.length === 1 ? act.object(args.objects[0] ?? -1) : undefined
  const positional =
    list !== undefined && list.length >= 0
      ? Array.from({ length: list.length }, (_, index) => list.entries.get(String(index)) ?? NOTHING)
      : []
  const spread = list === undefined || list.length < 0 ? (args ?? null) : null
  const start = (): void => {
    callGiven(act, target, { ...NO_ARGUMENTS, positional, spread, spreadNamed: named ?? null }, use)
  }
  // A worker that a module starts works on what comes later.
  if (act.frame.function.kind === 'module' && functionHints(target?.hint ?? null).length > 0) act.engine.late.push(start)
  else start()
}

/** `Reflect.apply(target, self, args)`. */
export function appliedByReflection(act: Activation, use: CallUse): Value | undefined {
  const [target, , args] = use.args.positional
  const spread = args === undefined ? null : elementOf(act, args, use.instruction)
  return callGiven(act, target, { ...NO_ARGUMENTS, spread }, use) ?? undefined
}

/** `app.decorate('locate', fn)`: known to every handler from then on. */
export function decorated(act: Activation, use: CallUse): undefined {
  const [name, value] = use.args.positional
  if (typeof name?.constant === 'string' && value !== undefined && functionHints(value.hint).length > 0)
    act.engine.decorations.set(name.constant, value)
}

export function mapBuiltin(act: Activation, use: CallUse, hint: LibraryHint): Value {
  const [callee, source = NOTHING] = use.args.positional
  const element = itemOf(act, source, use.instruction)
  let result: Value = hint.name === 'filter' ? element : NOTHING
  if (hint.name === 'map' && callee?.hint?.kind === 'library')
    result = callGiven(act, callee, { ...NO_ARGUMENTS, positional: [element] }, use) ?? NOTHING
  for (const callback of functionHints(callee?.hint ?? null)) {
    const returned = callFunction(act, callback, { ...NO_ARGUMENTS, positional: [element] }, use.instruction)
    if (hint.name === 'map' && returned !== null) result = returned
  }
  return makeObject(act, use.instruction, 'mapped', listObject([], 'list', result))
}

/** `reduce(combine, items, first)`. */
export function reduced(act: Activation, use: CallUse): Value | undefined {
  const [callee, source = NOTHING, initial] = use.args.positional
  if (callee?.hint?.kind !== 'function') return undefined
  return folded(act, callee, source, initial, use)
}

/** `iter(items)`: a list of its own, of which `next` takes the first. */
export function iterator(act: Activation, use: CallUse): Value | undefined {
  const [given = NOTHING] = use.args.positional
  return iteratedItems(act, given, use.instruction) ?? undefined
}

/** `any(host == one for one in ALLOWED)` is true when it is true of some element, false when it is false of each; `all` the other way. */
export function ofElements(act: Activation, use: CallUse): Value {
  const { test } = itemOf(act, use.args.positional[0] ?? NOTHING, use.instruction)
  if (test === null) return SOME_BOOLEAN
  // That it is so of some element says nothing of the others; what is compared with the elements is meant by either.
  return { ...SOME_BOOLEAN, test: { whenTrue: test.whenTrue ?? [], whenFalse: test.whenFalse ?? [] } }
}

/** `super()`: the same object, seen as its base class; in JavaScript the call runs the base's constructor on it. */
export function superValue(act: Activation, use: CallUse): Value {
  const { function: owner, module } = act.frame
  const self = act.read(owner.selfSlot)
  const ownClass = module.classes[owner.ownerClass]
  if (ownClass === undefined) return self
  const base = act.engine.denoter.bases(module, ownClass)[0]
  if (base?.kind === 'class') {
    const environment = act.engine.environments.get(base.module) ?? null
    if (module.language === 'javascript')
      runConstructor(act, self, { kind: 'class', module: base.module, class: base.class, environment }, use)
    return { ...self, hint: { kind: 'instance', module: base.module, class: base.class, environment } }
  }
  if (base?.kind === 'library') return { ...self, hint: { kind: 'library', name: `${base.name}()`, origin: null, details: null } }
  return self
}
