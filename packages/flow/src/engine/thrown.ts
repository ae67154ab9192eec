import type { IrClass, Module } from '../ir/ir.ts'
import { withEntry } from '../none.ts'
import type { Activation } from './activation.ts'
import { deepTaints } from './containers.ts'
import { maskOf } from './kinds.ts'
import { clearTaints, type Hint, joinValues, NOTHING, sameTaints, type Value } from './value.ts'

/** Different values that one handler keeps apart. */
const MOST_THROWN = 4
/** Errors are logged with the values that they name by every service; loggers of errors quote what they print. */
const LOGGED = maskOf('log-injection', 'sensitive-log')

/** What a throw carries to its handler, where that is more than the fact; out of the function it goes without its containers. */
export function noteThrown(act: Activation, handler: number, value: Value): void {
  const taints = clearTaints(deepTaints(act, value), LOGGED)
  if (taints.length === 0) return
  const isCaughtHere = handler >= 0
  const carried: Value = {
    ...NOTHING,
    hint: value.hint,
    taints: isCaughtHere ? clearTaints(value.taints, LOGGED) : taints,
    objects: isCaughtHere ? value.objects : NOTHING.objects,
  }
  const known = act.thrown.get(handler) ?? []
  const all = withThrown(known, carried)
  if (all !== known) act.thrown = withEntry(act.thrown, handler, all)
}

/** Adds a value to those of other classes; the same list when that says nothing new. */
function withThrown(known: readonly Value[], value: Value): readonly Value[] {
  const index = known.findIndex(({ hint }) => sameHint(hint, value.hint))
  const one = known[index]
  if (one === undefined) return known.length < MOST_THROWN ? [...known, value] : known
  const joined = joinValues(one, value)
  return sameTaints(one.taints, joined.taints) && one.objects.length === joined.objects.length ? known : known.with(index, joined)
}

/** What a handler hands to its framework as an error: by throwing it, or by passing it on. */
export function noteEscaped(act: Activation, value: Value): void {
  const taints = clearTaints(
    deepTaints(act, value).filter(({ label }) => label.kind === 'source'),
    LOGGED,
  )
  if (taints.length > 0) act.engine.escaped = withThrown(act.engine.escaped, { ...NOTHING, hint: value.hint, taints })
}

/** A handler calls the next one, or hands an error to those that are for errors. */
export function handOn(act: Activation, error: Value | undefined): void {
  if (error === undefined) act.handedOn.push({ facts: act.state.facts, heap: act.sharedHeap() })
  else noteEscaped(act, error)
}

/** The error that a framework gives to a handler of errors of that type; of every type when it is not known. */
export function escapedValue(act: Activation, type: Hint | null): Value {
  let error: Value = { ...NOTHING, hint: type }
  for (const value of act.engine.escaped)
    if (type?.kind !== 'instance' || isOneOf(act, value.hint, [type.class.name]) === true)
      error = error.taints.length === 0 ? value : joinValues(error, value)
  return error
}

/** What a clause that catches these types gets; what it does not catch goes on to the next. */
export function caughtValue(act: Activation, types: readonly string[]): Value {
  const thrown = act.thrown.get(act.block)
  if (thrown === undefined) return NOTHING
  let caught: Value = NOTHING
  for (const value of thrown) {
    const isCaught = types.length === 0 || isOneOf(act, value.hint, types)
    if (isCaught !== false) caught = caught === NOTHING ? value : joinValues(caught, value)
    if (isCaught !== true) noteThrown(act, act.handler, value)
  }
  return caught
}

function sameHint(a: Hint | null, b: Hint | null): boolean {
  if (a === null || b === null) return a === b
  if (a.kind === 'instance' || a.kind === 'class') return (b.kind === 'instance' || b.kind === 'class') && a.class === b.class
  return a.kind === 'library' && b.kind === 'library' && a.name === b.name
}

const EVERYTHING = /^(?:Exception|BaseException|<finally>|<with>)$/

/** Whether a clause catches it; null when that cannot be told. */
function isOneOf(act: Activation, hint: Hint | null, types: readonly string[]): boolean | null {
  const wanted = types.map((type) => type.slice(type.lastIndexOf('.') + 1))
  if (wanted.some((type) => EVERYTHING.test(type))) return true
  if (hint === null || (hint.kind !== 'instance' && hint.kind !== 'class')) return null
  const names = lineOf(act, hint.module, hint.class, 0)
  return names.some((name) => wanted.includes(name)) ? true : names.includes('') ? null : false
}

/** Names of a class and of those it descends from; one that is not known is empty. */
function lineOf(act: Activation, module: Module, owner: IrClass, depth: number): readonly string[] {
  if (depth > 6) return ['']
  const bases = act.engine.denoter.bases(module, owner)
  return [
    owner.name,
    ...bases.flatMap((base) =>
      base.kind === 'class'
        ? lineOf(act, base.module, base.class, depth + 1)
        : base.kind === 'library'
          ? [base.name.slice(base.name.lastIndexOf('.') + 1)]
          : [''],
    ),
  ]
}
