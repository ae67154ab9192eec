import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { decoratorsOf, nameOf, type Reader, type SeenCall, type SlotRef } from './reader.ts'

/** How objects that work for one caller call the field that holds them. */
const CALLER_FIELD =
  /^_{0,2}(?:current_?)?(?:user|account|caller|viewer|actor|principal|owner|member|customer|tenant|organi[sz]ation|org|company|workspace|team|shop|merchant|store|clinic|school|identity|claims|subject|uid|me)(?:_?id|_?uuid)?$/i
const DATACLASS = /^(?:dataclasses\.dataclass|attrs?\.(?:define|frozen|s|dataclass))(?:\(\))?$/
const DEEPEST = 4
const CONSTRUCTOR = /^(?:__init__|constructor)$/

const makers = new WeakMap<Reader, ReadonlyMap<IrClass, readonly SeenCall[]>>()

/**
 * Whether a field of `self` holds the caller: `self.user` of a service that is made with the current user. What those who make the object
 * give its constructor decides.
 */
export function holdsCaller(reader: Reader, scope: Scope, key: string, isCaller: (scope: Scope, slot: Slot) => boolean): boolean {
  const { module, function: fn } = scope
  const owner = module.classes[fn.ownerClass]
  if (owner === undefined || !CALLER_FIELD.test(key.replace(/^#/, ''))) return false
  return isGiven(reader, module, owner, key, isCaller, 0)
}

/** Whether objects of a class keep the caller in a field: what their methods give is the caller's only where they ask by it. */
export function keepsCaller(reader: Reader, module: Module, owner: IrClass, depth = 0): boolean {
  const initializer = owner.members.find(({ name, kind }) => CONSTRUCTOR.test(name) && kind === 'method')
  const made = initializer === undefined ? undefined : module.functions[initializer.function]
  const isKept = made?.blocks.some(({ instructions }) =>
    instructions.some((one) => one.op === 'set' && one.object === made.selfSlot && CALLER_FIELD.test(one.key.replace(/^#/, ''))),
  )
  if (isKept === true || depth >= DEEPEST) return isKept === true
  return reader.denoter
    .bases(module, owner)
    .some((base) => base.kind === 'class' && keepsCaller(reader, base.module, base.class, depth + 1))
}

function isGiven(
  reader: Reader,
  module: Module,
  owner: IrClass,
  key: string,
  isCaller: (scope: Scope, slot: Slot) => boolean,
  depth: number,
): boolean {
  const calls = constructions(reader).get(owner) ?? []
  for (const { scope, slot } of reader.denoter.fieldAssignments(module, owner, key)) {
    if (isCaller(scope, slot)) return true
    const parameters = scope.function.parameters.filter((parameter) => parameter.slot !== scope.function.selfSlot)
    const same = parameters.findIndex((parameter) => isSame(scope, slot, parameter.slot))
    // `self.db, self.user = db, user`
    const index = same >= 0 ? same : parameters.findIndex(({ name: each }) => each === key.replace(/^_+/, ''))
    const name = parameters[index]?.name
    if (name !== undefined && calls.some((call) => isArgument(reader, call, { position: index, name }, isCaller, 0))) return true
  }
  const fields = isDataclass(reader, module, owner) ? owner.members.filter(({ kind }) => kind === 'field') : []
  const position = fields.findIndex(({ name }) => name === key)
  if (position >= 0 && calls.some((call) => isArgument(reader, call, { position, name: key }, isCaller, 0))) return true
  return (
    depth < DEEPEST &&
    reader.denoter
      .bases(module, owner)
      .some((base) => base.kind === 'class' && isGiven(reader, base.module, base.class, key, isCaller, depth + 1))
  )
}

function isSame(scope: Scope, slot: Slot, wanted: Slot): boolean {
  if (slot === wanted) return true
  return definitionsOf(scope.module, scope.function, slot).some(
    (definition) => definition.kind === 'instruction' && definition.instruction.op === 'move' && definition.instruction.src === wanted,
  )
}

interface Parameter {
  readonly position: number
  readonly name: string
}

/** Whether a call is given the caller there, by itself or by who calls the function it stands in. */
function isArgument(
  reader: Reader,
  call: SeenCall,
  { position, name }: Parameter,
  isCaller: (scope: Scope, slot: Slot) => boolean,
  depth: number,
): boolean {
  const named = call.call.args.find((argument) => argument.kind === 'named' && argument.name === name)
  const given = named ?? call.call.args.filter(({ kind }) => kind === 'positional')[position]
  if (given === undefined) return false
  if (isCaller(call, given.value)) return true
  if (depth >= DEEPEST) return false
  const { module, function: fn } = call
  const own = fn.parameters.filter(({ slot }) => slot !== fn.selfSlot)
  const index = own.findIndex((parameter) => isSame(call, given.value, parameter.slot))
  const parameter = own[index]
  const owner = module.classes[fn.ownerClass]
  if (parameter === undefined) return false
  const isConstructor = owner !== undefined && CONSTRUCTOR.test(fn.name.slice(fn.name.lastIndexOf('.') + 1))
  const above = isConstructor ? (constructions(reader).get(owner) ?? []) : reader.callersOf(fn)
  return above.some((caller) => isArgument(reader, caller, { position: index, name: parameter.name }, isCaller, depth + 1))
}

function isDataclass(reader: Reader, module: Module, owner: IrClass): boolean {
  return decoratorsOf(module, owner).some(({ scope, slot }) => DATACLASS.test(nameOf(reader.denoter.denote(scope, slot))))
}

/** The calls that make objects of a class or of its subclasses. */
function constructions(reader: Reader): ReadonlyMap<IrClass, readonly SeenCall[]> {
  const known = makers.get(reader)
  if (known !== undefined) return known
  const found = new Map<IrClass, SeenCall[]>()
  for (const call of reader.calls) if (call.callee.kind === 'class') add(reader, found, call, call.callee.module, call.callee.class, 0)
  makers.set(reader, found)
  return found
}

function add(reader: Reader, found: Map<IrClass, SeenCall[]>, call: SeenCall, module: Module, owner: IrClass, depth: number): void {
  const calls = found.get(owner)
  if (calls === undefined) found.set(owner, [call])
  else calls.push(call)
  if (depth < DEEPEST)
    for (const base of reader.denoter.bases(module, owner))
      if (base.kind === 'class') add(reader, found, call, base.module, base.class, depth + 1)
}

/** What a property of the object's class returns: `self.item`, which is looked up when it is first asked for. */
export function propertyResults(reader: Reader, { module, function: fn }: Scope, key: string): readonly SlotRef[] {
  const owner = module.classes[fn.ownerClass]
  const getter = module.language === 'python' && owner !== undefined ? reader.denoter.getter(module, owner, key) : null
  if (getter === null) return []
  return getter.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [{ scope: getter, slot: terminator.src }] : []))
}

/** `user=Depends(get_current_user)`: a parameter that FastAPI fills with whoever calls. */
export const DEPENDS_TEXT = /^(?:\w+\.)?(?:Depends|Security)\(\s*([\w.]+)/
