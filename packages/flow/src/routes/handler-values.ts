import { definitionsOf, isEmptyExports } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { boundAt, functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { callBehind, definitionBehind, type FunctionRef, type Reader, type SeenCall, slotText, stringAt, stringsAt } from './reader.ts'
import type { Attachment, Order } from './router-graph.ts'

/** The entries of the object literal that a slot holds, with spreads followed. */
export function dictEntries(
  scope: Scope,
  slot: Slot,
  depth = 0,
): readonly { readonly key: string; readonly value: Slot; readonly scope: Scope }[] {
  if (depth > 5) return []
  const all = definitionsOf(scope.module, scope.function, slot)
  const only = all.length === 1 ? all : all.filter((definition) => !isEmptyExports(scope.function, slot, definition))
  const first = only[0]
  if (only.length !== 1 || first?.kind !== 'instruction') return []
  const { instruction } = first
  if (instruction.op === 'move' || instruction.op === 'await') return dictEntries(scope, instruction.src, depth + 1)
  if (instruction.op === 'load-up')
    return dictEntries({ module: scope.module, function: functionAt(scope.module, instruction.function) }, instruction.slot, depth + 1)
  if (instruction.op === 'bound') {
    const given = boundAt(scope.module, instruction)
    return given === null ? [] : dictEntries(given.scope, given.slot, depth + 1)
  }
  if (instruction.op !== 'dict') return []
  return instruction.entries.flatMap((entry) => {
    if (entry.kind === 'entry') return [{ key: entry.key, value: entry.value, scope }]
    return entry.kind === 'spread' ? dictEntries(scope, entry.value, depth + 1) : []
  })
}

/** Handlers with lists of handlers opened. */
export function flatten(reader: Reader, scope: Scope, slots: readonly Slot[]): readonly Slot[] {
  return slots.flatMap((slot) => {
    const only = definitionsOf(scope.module, scope.function, slot)
    const first = only[0]
    if (only.length === 1 && first?.kind === 'instruction') {
      if (first.instruction.op === 'list')
        return flatten(reader, scope, [...first.instruction.items, ...pushedOnto(scope, first.instruction.dst)])
      const item = first.instruction.op === 'index' ? itemOf(reader, scope, first.instruction) : null
      if (item !== null) return flatten(reader, scope, [item])
      if (first.instruction.op === 'move' && reader.denoter.denote(scope, slot).kind === 'list')
        return flatten(reader, scope, [first.instruction.src])
    }
    return [slot]
  })
}

/** `pair[1]`, where the list is written out in the function. */
function itemOf(reader: Reader, scope: Scope, { object, index }: Extract<Instruction, { op: 'index' }>): Slot | null {
  const at = reader.denoter.denote(scope, index)
  const list = definitionBehind(scope, object)
  if (at.kind !== 'constant' || typeof at.value !== 'number' || list?.instruction.op !== 'list' || list.scope.function !== scope.function)
    return null
  return list.instruction.spreads.includes(true) ? null : (list.instruction.items[at.value] ?? null)
}

/** `chain.push(signedIn)`, wherever it stands in the function that made the list. */
function pushedOnto(scope: Scope, list: Slot): readonly Slot[] {
  return scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.op !== 'call' || instruction.method !== 'push' || instruction.receiver < 0) return []
      const made = instruction.receiver === list ? null : definitionBehind(scope, instruction.receiver)?.instruction
      return made === null || (made?.op === 'list' && made.dst === list) ? instruction.args.map(({ value }) => value) : []
    }),
  )
}

/** The function that answers: the value itself, or the function inside a wrapper such as `asyncHandler(fn)`. */
export function handlerOf(reader: Pick<Reader, 'denoter'>, scope: Scope, slot: Slot, depth = 0): FunctionRef | null {
  const denoted = reader.denoter.denote(scope, slot)
  const made = definitionBehind(scope, slot)
  if (made?.instruction.op === 'call' && depth < 4) {
    const { args, method, receiver } = made.instruction
    for (const argument of args) {
      const inner = handlerOf(reader, made.scope, argument.value, depth + 1)
      if (inner !== null) return inner
    }
    if (method === 'bind' && receiver >= 0) return handlerOf(reader, made.scope, receiver, depth + 1)
  }
  const named =
    made?.instruction.op === 'call'
      ? namedMethod(
          reader,
          made.scope,
          made.instruction.args.map(({ value }) => value),
        )
      : null
  if (named !== null) return named
  if (denoted.kind === 'function') return { module: denoted.module, function: denoted.function }
  if (denoted.kind === 'instance' || denoted.kind === 'class') {
    const method = reader.denoter.member(denoted, 'handle')
    if (method.kind === 'function') return { module: method.module, function: method.function }
  }
  return null
}

/** `wrap(controller, 'remove')`, `call(Controller, 'remove')`: a method by its name, beside what has it. */
function namedMethod({ denoter }: Pick<Reader, 'denoter'>, scope: Scope, args: readonly Slot[]): FunctionRef | null {
  const given = args.map((slot) => denoter.denote(scope, slot))
  for (const name of given) {
    if (name.kind !== 'constant' || typeof name.value !== 'string') continue
    for (const owner of given) {
      if (owner.kind !== 'instance' && owner.kind !== 'class' && owner.kind !== 'dict') continue
      const { module, class: made } = owner.kind === 'class' ? owner : { module: null, class: null }
      const found = denoter.member(
        made === null || module === null ? owner : { kind: 'instance', module, class: made, origin: null },
        name.value,
      )
      if (found.kind === 'function') return { module: found.module, function: found.function }
    }
  }
  return null
}

/** `signedIn((parent, args, context) => ...)`: the wrapper may guard, and so may the one around it. */
export function wrappersOf(reader: Reader, scope: Scope, slot: Slot, depth = 0): readonly Attachment[] {
  const call = callBehind(reader, scope, slot)
  if (call === null || call.call.callee < 0 || depth > 3) return []
  const inner = call.call.args.flatMap(({ value }) =>
    handlerOf(reader, call, value) === null ? [] : wrappersOf(reader, call, value, depth + 1),
  )
  return [{ scope: call, slot: call.call.callee, manner: 'wrapper' }, ...inner]
}

export function handlerNameOf(reader: Reader, scope: Scope, slot: Slot, handler: FunctionRef): string {
  const name = handler.function.name
  if (!/<(?:lambda|anonymous)[^>]*>$/.test(name)) return name
  const text = slotText(reader, scope, slot)
  return /^[\w$.]+$/.test(text) ? text : '<anonymous>'
}

/** Paths of a route: a string, a list of them, or a pattern. */
export function pathsAt(reader: Reader, scope: Scope, slot: Slot): readonly string[] {
  const strings = stringsAt(reader, scope, slot)
  if (strings.length > 0) return strings
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'regex')
    return [`/${denoted.pattern.replace(/^\^/, '').replace(/\\\//g, '/').replace(/^\//, '').replace(/\$$/, '')}`]
  if (denoted.kind === 'unknown' || denoted.kind === 'parameter' || denoted.kind === 'library') return [unknownPath(reader, scope, slot)]
  return []
}

/** A template with a part we cannot read keeps that part as a name. */
export function unknownPath(reader: Reader, scope: Scope, slot: Slot): string {
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  if (only?.kind === 'instruction' && only.instruction.op === 'template') {
    return only.instruction.parts.map((part) => (typeof part === 'string' ? part : (stringAt(reader, scope, part) ?? ''))).join('') || '/'
  }
  if (only?.kind === 'instruction' && only.instruction.op === 'binary') {
    return `${stringAt(reader, scope, only.instruction.left) ?? ''}${stringAt(reader, scope, only.instruction.right) ?? ''}` || '/'
  }
  return '/'
}

export const LAST = Number.MAX_SAFE_INTEGER

/**
 * Where a call stands in the order in which a router is configured: calls in the file that makes it count by their place, calls in a
 * function by the place that calls the function, calls in another file by the place that imports or runs that file.
 */
export function orderOf(walk: { readonly reader: Reader }, call: SeenCall, depth = 0): Order {
  if (depth > 5) return [LAST]
  const { copy } = call.function
  const module = copy === undefined ? undefined : walk.reader.program.moduleByFile.get(copy.file)
  const caller = copy === undefined ? undefined : module?.functions[copy.function]
  if (copy !== undefined && module !== undefined && caller !== undefined) {
    const site = { ...call, module, function: caller, call: { ...call.call, start: copy.start, end: copy.end } }
    return [...orderOf(walk, site, depth + 1), placeInOrder(call)]
  }
  const runner = outermostNamed(call)
  if (runner !== null) {
    const caller = walk.reader.callersOf(runner)[0]
    if (caller !== undefined && caller.call !== call.call) return [...orderOf(walk, caller, depth + 1), placeInOrder(call)]
  }
  return [placeInOrder(call)]
}

/** Calls that are chained begin at the same place: the one that ends first is made first. */
const placeInOrder = ({ call }: SeenCall): number => call.start + call.end / 2 ** 32

/** The function, not a callback, whose call runs this statement; null at module level. */
export function outermostNamed(call: SeenCall): IrFunction | null {
  let found: IrFunction | null = null
  for (let at: IrFunction | undefined = call.function; at !== undefined && at.index !== 0; at = call.module.functions[at.parent]) found = at
  return found
}

/** What a value may be: itself, or each item when a loop over a written-out list or an index into it gives it, and members of those. */
export function possibleValues(reader: Reader, scope: Scope, slot: Slot, depth = 0): readonly Denotation[] {
  const direct = reader.denoter.denote(scope, slot)
  if (direct.kind !== 'unknown' || depth > 5) return [direct]
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition): readonly Denotation[] => {
    if (definition.kind === 'loop') {
      const list = reader.denoter.denote(scope, definition.iterable)
      return list.kind === 'list' ? list.items : []
    }
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') return possibleValues(reader, scope, instruction.src, depth + 1)
    if (instruction.op === 'get')
      return possibleValues(reader, scope, instruction.object, depth + 1).map((object) => reader.denoter.member(object, instruction.key))
    if (instruction.op === 'index') {
      const list = reader.denoter.denote(scope, instruction.object)
      return list.kind === 'list' ? list.items : []
    }
    if (instruction.op !== 'load-up') return []
    return possibleValues(
      reader,
      { module: scope.module, function: functionAt(scope.module, instruction.function) },
      instruction.slot,
      depth + 1,
    )
  })
}
