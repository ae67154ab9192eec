import type { Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { innerFunctions } from './function-view.ts'
import {
  callBehind,
  decoratorsOf,
  definitionBehind,
  type FunctionRef,
  isConstant,
  namedArgument,
  parameterBehind,
  positionalArguments,
  type Reader,
  type SeenCall,
  slotText,
  stringAt,
  stringsAt,
} from './reader.ts'

/** What a guard of Python asks of the view that will answer: its name, its blueprint, a mark that a decorator set, a list that one filled. */
export interface ViewTest {
  readonly endpoints: readonly string[]
  readonly blueprints: readonly string[]
  readonly mark: string
  readonly registry: string
}

interface Asked {
  readonly list: Partial<ViewTest>
  readonly isNegated: boolean
}

/** `getattr(view, 'is_public', False)`, `request.endpoint in OPEN`, `request.blueprint == 'auth'`, `view.__name__ in OPEN`. */
export function viewTest(reader: Reader, scope: Scope, instruction: Instruction): Asked | null {
  if (scope.module.language !== 'python') return null
  if (instruction.op === 'call') {
    const [first] = positionalArguments(instruction)
    if (instruction.method === 'startswith' && keyOf(scope, instruction.receiver) === 'endpoint') {
      const blueprints = stringsAt(reader, scope, first ?? -1).flatMap((text) => (text.endsWith('.') ? [text.slice(0, -1)] : []))
      return blueprints.length === 0 ? null : { list: { blueprints }, isNegated: false }
    }
    if (!/^(?:getattr|hasattr)$/.test(reader.seenCall(instruction)?.name ?? '')) return null
    const mark = stringAt(reader, scope, positionalArguments(instruction)[1] ?? -1)
    return mark === null || !marks(reader).has(mark) ? null : { list: { mark }, isNegated: false }
  }
  if (instruction.op === 'get') return marks(reader).has(instruction.key) ? { list: { mark: instruction.key }, isNegated: false } : null
  if (instruction.op !== 'binary' || !/^(?:in|not-in|==|!=)$/.test(instruction.operator)) return null
  const key = keyOf(scope, instruction.left)
  if (key === null) return null
  const isNegated = instruction.operator === 'not-in' || instruction.operator === '!='
  const texts = stringsAt(reader, scope, instruction.right)
  if (key === 'blueprint') return texts.length === 0 ? null : { list: { blueprints: texts }, isNegated }
  if (texts.length > 0) return { list: { endpoints: texts }, isNegated }
  const registry = lastPart(slotText(reader, scope, instruction.right))
  return registry === '' || !registries(reader).has(registry) ? null : { list: { registry }, isNegated }
}

/** `request.endpoint`, `request.blueprint`, `view.__name__`, or the view itself as `current_app.view_functions[request.endpoint]`. */
function keyOf(scope: Scope, slot: Slot): string | null {
  if (slot < 0) return null
  const behind = definitionBehind(scope, slot)?.instruction
  if (behind?.op === 'get' && /^(?:endpoint|blueprint|__name__|__qualname__)$/.test(behind.key)) return behind.key
  const isView = behind?.op === 'call' || behind?.op === 'index'
  return isView && /^(?:view|view_func|view_function|endpoint|handler)$/.test(scope.function.names.get(slot) ?? '') ? 'view' : null
}

/** Whether a view is one of those that are asked for. */
export function fitsView(
  reader: Reader,
  { endpoints = [], blueprints = [], mark = '', registry = '' }: Partial<ViewTest>,
  view: FunctionRef,
): boolean {
  if (mark !== '' && isMarked(reader, view, marks(reader).get(mark))) return true
  if (registry !== '' && isMarked(reader, view, registries(reader).get(registry))) return true
  if (endpoints.length + blueprints.length === 0) return false
  const { blueprint, name } = calledIn(reader, view)
  return blueprints.includes(blueprint) || endpoints.includes(blueprint === '' ? name : `${blueprint}.${name}`)
}

/** The name under which Flask knows a view, and that of its blueprint. */
function calledIn(reader: Reader, view: FunctionRef): { readonly blueprint: string; readonly name: string } {
  const own = view.function.name.slice(view.function.name.lastIndexOf('.') + 1)
  for (const { scope, slot } of decoratorsOf(view.module, view.function)) {
    const call = callBehind(reader, scope, slot)
    if (call === null || call.call.receiver < 0) continue
    const router = reader.denoter.denote(call, call.call.receiver)
    if (router.kind !== 'library' || router.origin === null) continue
    const isBlueprint = /Blueprint\(\)$/.test(router.name)
    const named = isBlueprint ? stringAt(reader, router.origin, positionalArguments(router.origin.call)[0] ?? -1) : null
    return { blueprint: named ?? '', name: stringAt(reader, call, namedArgument(call.call.args, 'endpoint')) ?? own }
  }
  return { blueprint: '', name: own }
}

/** What sets a mark: decorators that do, and views that were marked by hand. */
type Markers = ReadonlySet<IrFunction>

function isMarked(reader: Reader, view: FunctionRef, markers: Markers | undefined): boolean {
  if (markers === undefined) return false
  if (markers.has(view.function)) return true
  return decoratorsOf(view.module, view.function).some(({ scope, slot }) => {
    const denoted = reader.denoter.denote(scope, slot)
    const called = callBehind(reader, scope, slot)?.callee
    return [denoted, called].some((one) => {
      if (one?.kind !== 'function') return false
      return [one.function, ...innerFunctions({ module: one.module, function: one.function })].some((fn) => markers.has(fn))
    })
  })
}

interface Known {
  readonly marks: ReadonlyMap<string, Markers>
  readonly registries: ReadonlyMap<string, Markers>
}

const known = new WeakMap<Reader, Known>()

const marks = (reader: Reader): Known['marks'] => knownOf(reader).marks
const registries = (reader: Reader): Known['registries'] => knownOf(reader).registries

function knownOf(reader: Reader): Known {
  const before = known.get(reader)
  if (before !== undefined) return before
  const found = { marks: new Map<string, Set<IrFunction>>(), registries: new Map<string, Set<IrFunction>>() }
  for (const module of reader.program.modules) {
    if (module.language !== 'python') continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const { instructions } of fn.blocks)
        for (const instruction of instructions)
          if (instruction.op === 'set' && !isConstant(reader.denoter.denote(scope, instruction.src), false))
            add(found.marks, instruction.key, markedBy(reader, scope, instruction.object))
      for (const call of reader.callsIn(fn)) readMarkingCall(reader, call, found)
    }
  }
  known.set(reader, found)
  return found
}

/** `setattr(view, 'is_public', True)`, `OPEN.add(view.__name__)`. */
function readMarkingCall(
  reader: Reader,
  call: SeenCall,
  found: { marks: Map<string, Set<IrFunction>>; registries: Map<string, Set<IrFunction>> },
): void {
  const [first = -1, second = -1] = positionalArguments(call.call)
  if (call.name === 'setattr') {
    const mark = stringAt(reader, call, second)
    if (mark !== null) add(found.marks, mark, markedBy(reader, call, first))
  } else if (/^(?:add|append)$/.test(call.method) && call.call.receiver >= 0 && first >= 0) {
    const named = definitionBehind(call, first)
    const isName = named?.instruction.op === 'get' && /^__(?:name|qualname)__$/.test(named.instruction.key)
    const by =
      isName && named.instruction.op === 'get' ? markedBy(reader, named.scope, named.instruction.object) : markedBy(reader, call, first)
    add(found.registries, lastPart(slotText(reader, call, call.call.receiver)), by)
  }
}

function add(to: Map<string, Set<IrFunction>>, key: string, marker: IrFunction | null): void {
  if (marker === null || key === '') return
  const there = to.get(key)
  if (there === undefined) to.set(key, new Set([marker]))
  else there.add(marker)
}

/** The decorator whose own parameter is marked, or the view that a module marks after it was made. */
function markedBy(reader: Reader, scope: FunctionRef, slot: Slot): IrFunction | null {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'function') return denoted.function
  const given = parameterBehind(scope, slot)
  const parameter = given === null ? undefined : given.function.parameters[given.index]
  if (given === null || parameter === undefined) return null
  return isDecorator(reader, { module: scope.module, function: given.function }, parameter.slot) ? given.function : null
}

/** A decorator gives back what it was given, or a function of its own that stands for it. */
function isDecorator(reader: Reader, scope: FunctionRef, slot: Slot): boolean {
  const { function: fn } = scope
  return fn.blocks.some(({ terminator }) => {
    if (terminator.op !== 'return' || terminator.src < 0) return false
    const given = parameterBehind(scope, terminator.src)
    if (given?.function === fn && fn.parameters[given.index]?.slot === slot) return true
    const returned = reader.denoter.denote(scope, terminator.src)
    return returned.kind === 'function' && returned.module.functions[returned.function.parent] === fn
  })
}

const lastPart = (text: string): string => text.slice(text.lastIndexOf('.') + 1)
