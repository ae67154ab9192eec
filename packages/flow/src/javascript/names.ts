import type { Slot } from '../ir/ir.ts'
import { isCommonExports, loadCommonExports, storeCommonExports } from './common-exports.ts'
import type { FunctionLowering, Span } from './lowering.ts'

/** Globals that are constants; they can be shadowed, so they are looked up last. */
const CONSTANTS = new Map<string, number | undefined>([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
])

/** `into` when it is a slot, else a new temporary. */
export function destination(l: FunctionLowering, into: Slot): Slot {
  return into >= 0 ? into : l.build.temporary()
}

/** A value that already has a slot, moved to `into` when the caller wants it there. */
export function place(l: FunctionLowering, slot: Slot, into: Slot, { start, end }: Span): Slot {
  if (into < 0 || into === slot) return slot
  l.build.move(into, slot, start, end)
  return into
}

/** The slot of a variable of this very function; -1 for outer variables and globals. */
export function ownSlot(l: FunctionLowering, name: string): Slot {
  const binding = l.scope.find(name)
  return binding !== undefined && binding.function === l.build.index && binding.itself < 0 ? binding.slot : -1
}

/** The value of a name; a local variable's own slot, when the caller does not say where it wants it. */
export function loadName(l: FunctionLowering, name: string, into: Slot, span: Span): Slot {
  const binding = l.scope.find(name)
  if (binding === undefined) return loadGlobal(l, name, into, span)
  const { start, end } = span
  if (binding.itself >= 0) {
    const dst = destination(l, into)
    l.build.emit({ op: 'function', dst, function: binding.itself, start, end })
    return dst
  }
  if (binding.function === l.build.index) return place(l, binding.slot, into, span)
  return loadOuter(l, binding.function, binding.slot, into, span)
}

/** A slot of an enclosing function. */
export function loadOuter(l: FunctionLowering, owner: number, slot: Slot, into: Slot, span: Span): Slot {
  if (owner === l.build.index) return place(l, slot, into, span)
  l.module.builders[owner]?.captured.add(slot)
  const dst = destination(l, into)
  l.build.emit({ op: 'load-up', dst, function: owner, slot, start: span.start, end: span.end })
  return dst
}

function loadGlobal(l: FunctionLowering, name: string, into: Slot, span: Span): Slot {
  const { start, end } = span
  if (CONSTANTS.has(name)) {
    const dst = destination(l, into)
    l.build.emit({ op: 'const', dst, value: CONSTANTS.get(name), start, end })
    return dst
  }
  if (name === 'arguments' && l.ordinary !== null) return loadArguments(l, l.ordinary, into, span)
  if (name === 'exports' && isCommonExports(l, name)) return loadCommonExports(l, into, span)
  const dst = destination(l, into)
  l.build.emit({ op: 'global', dst, name, start, end })
  return dst
}

/** Assigns a name; an unbound one becomes a property of `globalThis`. */
export function storeName(l: FunctionLowering, name: string, src: Slot, span: Span): void {
  const { start, end } = span
  const binding = l.scope.find(name)
  if (binding !== undefined) {
    if (binding.itself >= 0) return // assigning a function expression's own name has no effect
    storeSlot(l, binding.function, binding.slot, src, span)
  } else if (name === 'exports' && isCommonExports(l, name)) {
    storeCommonExports(l, src, span)
  } else {
    const object = l.build.temporary()
    l.build.emit({ op: 'global', dst: object, name: 'globalThis', start, end })
    l.build.emit({ op: 'set', object, key: name, src, start, end })
  }
}

/** Assigns a variable of this function or of an enclosing one. */
export function storeSlot(l: FunctionLowering, owner: number, slot: Slot, src: Slot, { start, end }: Span): void {
  if (owner === l.build.index) {
    if (slot !== src) l.build.move(slot, src, start, end)
    return
  }
  l.module.builders[owner]?.captured.add(slot)
  l.build.emit({ op: 'store-up', function: owner, slot, src, start, end })
}

/** `this`; at module level `globalThis`, as old bundles pass it to their factory. */
export function loadThis(l: FunctionLowering, into: Slot, span: Span): Slot {
  if (l.receiver !== null) return loadOuter(l, l.receiver.function, l.receiver.slot, into, span)
  const dst = destination(l, into)
  l.build.emit({ op: 'global', dst, name: 'globalThis', start: span.start, end: span.end })
  return dst
}

/**
 * `arguments` is a list of the parameters and of a rest parameter added for those without a name. Assigning a parameter
 * changes what the list shows, as in sloppy code.
 */
function loadArguments(l: FunctionLowering, owner: FunctionLowering, into: Slot, span: Span): Slot {
  const { build } = owner
  if (owner.argumentsSlot < 0) {
    const rest = build.parameters.find(({ kind }) => kind === 'rest')
    owner.argumentsSlot = rest === undefined ? build.variable('arguments') : rest.slot
    if (rest === undefined) {
      build.parameters.push({ name: 'arguments', slot: owner.argumentsSlot, kind: 'rest', defaultValue: null, type: null, decorators: [] })
    }
  }
  const slots = build.parameters.map(({ slot }) => loadOuter(l, build.index, slot, -1, span))
  const spreads = build.parameters.map(({ kind }) => kind === 'rest')
  const dst = destination(l, into)
  l.build.emit({ op: 'list', dst, shape: 'list', items: slots, spreads, start: span.start, end: span.end })
  return dst
}
