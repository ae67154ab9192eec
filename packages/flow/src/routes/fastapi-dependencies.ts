import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { Module, Parameter, Slot, TypeReference } from '../ir/ir.ts'
import { itemsOf } from './python-routers.ts'
import {
  callBehind,
  definitionBehind,
  type FunctionRef,
  namedArgument,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  slotText,
} from './reader.ts'
import type { Attachment } from './router-graph.ts'

export const DEPENDS = /^fastapi\.(?:params\.|param_functions\.)?(?:Depends|Security)$/
const MAX_DEPTH = 6

/** `[Depends(a), Security(b)]` as attachments, with what those depend on. */
export function dependencies(reader: Reader, scope: Scope, list: Slot): readonly Attachment[] {
  if (list < 0) return []
  return itemsOf(scope, list).flatMap((item) => dependencyAt(reader, item, 0))
}

/** `Depends(x)` that stands here, or that a function of the tree returns: `dependencies=[limited('login')]`. */
function dependencyAt(reader: Reader, item: SlotRef, depth: number, isScoped = false): readonly Attachment[] {
  const call = dependsBehind(reader, item)
  if (call === null) return []
  const found = dependency(reader, call, depth, isScoped)
  if (callBehind(reader, item.scope, item.slot) === call) return found
  return found.map((attachment, index) =>
    index < found.length - 1 ? attachment : { ...attachment, label: slotText(reader, item.scope, item.slot) },
  )
}

/** The call that makes a dependency: the one that stands here, or the one in the function of the tree that is called. */
export function dependsBehind(reader: Reader, { scope, slot }: SlotRef): SeenCall | null {
  const call = callBehind(reader, scope, slot)
  if (call?.callee.kind !== 'function') return call
  const made = reader.denoter.denote(scope, slot)
  return made.kind === 'library' && made.origin !== null ? (reader.seenCall(made.origin.call) ?? null) : null
}

/** What `Depends(x)` runs: x, and what x depends on; the scopes of `Security(x, scopes=[...])` are asked of all of them. */
function dependency(reader: Reader, call: SeenCall, depth: number, isScoped: boolean): readonly Attachment[] {
  if (!DEPENDS.test(call.name) || depth > MAX_DEPTH) return []
  const first = positionalArguments(call.call)[0] ?? namedArgument(call.call.args, 'dependency')
  if (first < 0) return []
  const denoted = reader.denoter.denote(call, first)
  const inner = codeOfDependency(reader, denoted, call, first)
  const asksScopes = isScoped || givesScopes(reader, call)
  const nested =
    inner === null
      ? []
      : inner.function.parameters.flatMap((parameter) => parameterDependencies(reader, inner, parameter, depth + 1, asksScopes))
  const isUnscoped = !asksScopes && inner?.function.parameters.some(({ type }) => SCOPES_TYPE.test(type?.name ?? '')) === true
  return [...nested, { scope: call, slot: first, manner: 'returns', ...(isUnscoped ? { isUnscoped } : {}) }]
}

const SCOPES_TYPE = /(?:^|\.)SecurityScopes$/

/** `Security(caller, scopes=['billing'])`; an empty list asks for none. */
function givesScopes(reader: Reader, call: SeenCall): boolean {
  const scopes = namedArgument(call.call.args, 'scopes')
  const denoted = scopes < 0 ? null : reader.denoter.denote(call, scopes)
  return denoted !== null && !(denoted.kind === 'list' && denoted.items.length === 0)
}

/** A dependency is a function, a class (its constructor), an instance (its `__call__`), or what a factory returns. */
function codeOfDependency(reader: Reader, denoted: Denotation, call: SeenCall, slot: Slot): FunctionRef | null {
  if (denoted.kind === 'function') return { module: denoted.module, function: denoted.function }
  if (denoted.kind === 'class' || denoted.kind === 'instance') {
    const method = reader.denoter.member(denoted, denoted.kind === 'class' ? '__init__' : '__call__')
    return method.kind === 'function' ? { module: method.module, function: method.function } : null
  }
  const maker = callBehind(reader, call, slot)
  if (maker?.callee.kind !== 'function') return null
  return { module: maker.callee.module, function: maker.callee.function }
}

/** Dependencies of one parameter: in its default, in `Annotated`, or in an alias of an annotated type. */
export function parameterDependencies(
  reader: Reader,
  owner: FunctionRef,
  parameter: Parameter,
  depth: number,
  isScoped = false,
): readonly Attachment[] {
  const found: Attachment[] = []
  const { defaultValue } = parameter
  if (defaultValue !== null) {
    const scope = { module: owner.module, function: functionAt(owner.module, defaultValue.function) }
    found.push(...dependencyAt(reader, { scope, slot: defaultValue.slot }, depth, isScoped))
  }
  for (const value of annotatedValues(reader, owner, parameter.type)) found.push(...dependencyAt(reader, value, depth, isScoped))
  found.push(...madeDependencies(reader, owner, parameter.type, depth, isScoped))
  return found
}

/** `me: having('orders:read')`, `Admin = having('team:admin')`: a function of the tree makes the annotation, with the dependencies in it. */
function madeDependencies(
  reader: Reader,
  owner: FunctionRef,
  type: TypeReference | null,
  depth: number,
  isScoped: boolean,
): readonly Attachment[] {
  if (type === null) return []
  const scope = { module: owner.module, function: functionAt(owner.module, Math.max(owner.function.parent, 0)) }
  const made = type.valueSlot >= 0 ? { scope, slot: type.valueSlot } : aliasSlot(reader, owner.module, type.name, 0)
  const maker = made === null ? null : callBehind(reader, made.scope, made.slot)
  if (made === null || maker?.callee.kind !== 'function') return []
  const code = { module: maker.callee.module, function: maker.callee.function }
  const label = slotText(reader, made.scope, made.slot)
  return code.function.blocks.flatMap(({ terminator }) => {
    const values = terminator.op === 'return' ? valuesOfIndex(definitionBehind(code, terminator.src)) : []
    const attached = values.flatMap((value) => dependencyAt(reader, value, depth, isScoped))
    return attached.map((attachment, index) => (index < attached.length - 1 ? attachment : { ...attachment, label }))
  })
}

/** The values in `Annotated[T, value, ...]`, written in place or under an alias. */
export function annotatedValues(reader: Reader, owner: FunctionRef, type: TypeReference | null): readonly SlotRef[] {
  if (type === null) return []
  const scope = { module: owner.module, function: functionAt(owner.module, Math.max(owner.function.parent, 0)) }
  const own = type.args.flatMap((arg) => (arg.valueSlot >= 0 ? [{ scope, slot: arg.valueSlot }] : []))
  if (own.length > 0 || /Annotated$/.test(type.name)) return own
  return aliasValues(reader, owner.module, type.name)
}

/** `CurrentUser = Annotated[User, Depends(get_current_user)]`, here or in the module it is imported from. */
function aliasValues(reader: Reader, module: Module, name: string): readonly SlotRef[] {
  const alias = aliasSlot(reader, module, name, 0)
  return alias === null ? [] : valuesOfIndex(definitionBehind(alias.scope, alias.slot))
}

/** Where the alias of a type gets its value, here or in the module it is imported from. */
export function aliasSlot(reader: Reader, module: Module, name: string, depth: number): SlotRef | null {
  const [first = ''] = name.split('.')
  const body = module.functions[0]
  if (body === undefined || depth > 4) return null
  const slot = [...body.names].find(([, candidate]) => candidate === first)?.[0]
  const scope = { module, function: body }
  const found = slot === undefined ? null : definitionBehind(scope, slot)
  if (slot === undefined || found === null) return null
  const { instruction } = found
  if (instruction.op !== 'import') return { scope, slot }
  const file = reader.program.resolve(module, instruction.from)
  const next = file === null ? undefined : reader.program.moduleByFile.get(file)
  const wanted = name.includes('.') ? name.slice(name.indexOf('.') + 1) : instruction.name
  return next === undefined || wanted === null ? null : aliasSlot(reader, next, wanted, depth + 1)
}

/** The values of `Annotated[T, value, ...]`. */
function valuesOfIndex(found: ReturnType<typeof definitionBehind>): readonly SlotRef[] {
  return found?.instruction.op === 'index' ? itemsOf(found.scope, found.instruction.index).slice(1) : []
}
