import type { Instruction, TypeReference } from '../ir/ir.ts'
import { withEntry } from '../none.ts'
import type { Activation } from './activation.ts'
import { storedInApplication } from './application-store.ts'
import { storeOuter } from './apply-result.ts'
import { binary, unary } from './binary.ts'
import { call } from './call.ts'
import { callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import { runClassBody } from './class-body.ts'
import { isDict } from './container-methods.ts'
import { addNames, dictObject, elementOf, listObject, makeObject, setMember } from './containers.ts'
import { canonicalName, denotedValue } from './denoted-value.ts'
import { noteAssigned } from './element-facts.ts'
import { entered } from './entered.ts'
import { addedHead, templateHead } from './header-lines.ts'
import { importedValue } from './import-value.ts'
import { indexValue, setIndex, sliceValue, trusted } from './indexing.ts'
import { itemsInOrder } from './items-in-order.ts'
import { itemOf, iteratedItems } from './iterated.ts'
import { HALF, maskOf } from './kinds.ts'
import { environmentOf, loadOuter } from './load-outer.ts'
import { getMember } from './members.ts'
import { ADDRESS_TESTS, addressTest } from './origin-facts.ts'
import { classAt, functionAt } from './program.ts'
import { leave } from './shared-state.ts'
import { sinkCall } from './sinks.ts'
import { secretTaints } from './source-taints.ts'
import { originOfStarred } from './starred-names.ts'
import { type ObjectState, shadowOf } from './state.ts'
import { noteAssignment } from './stored-columns.ts'
import { template } from './strings.ts'
import { withoutSecret } from './taken-secrets.ts'
import { caughtValue } from './thrown.ts'
import { clearTaints, constantValue, joinTaints, joinValues, NOTHING, SOME_BOOLEAN, SOME_STRING, thereWith, type Value } from './value.ts'

/** Runs one instruction; false when control does not come past it. */
export function execute(act: Activation, instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'const':
      act.write(instruction.dst, constantValue(instruction.value))
      return true
    case 'regex':
      act.write(instruction.dst, {
        ...NOTHING,
        hint: {
          kind: 'library',
          name: 'RegExp',
          origin: null,
          details: { args: [constantValue(instruction.pattern), constantValue(instruction.flags)], named: new Map(), receiver: null },
        },
      })
      return true
    case 'move':
      act.write(
        instruction.dst,
        instruction.type === undefined ? act.read(instruction.src) : declared(act, act.read(instruction.src), instruction.type),
      )
      return true
    case 'await':
      act.write(instruction.dst, act.read(instruction.src))
      return true
    case 'enter':
      act.write(instruction.dst, entered(act, act.read(instruction.src), instruction))
      return true
    case 'global': {
      const origin = originOfStarred(act.engine.program, act.frame.module, instruction.name)
      act.write(instruction.dst, origin === null ? globalValue(act, instruction.name) : importedValue(act, origin, instruction.name))
      return true
    }
    case 'load-up':
      act.write(instruction.dst, loadOuter(act, instruction.function, instruction.slot))
      return true
    case 'store-up': {
      const environment = environmentOf(act, instruction.function)
      if (environment !== null) storeOuter(act, environment, instruction.slot, act.read(instruction.src))
      return true
    }
    case 'import':
      act.write(instruction.dst, importedValue(act, instruction.from, instruction.name))
      return true
    case 'call':
      return call(act, instruction)
    default:
      executeValue(act, instruction)
      return true
  }
}

/** A value that is not known becomes an instance of the type that the source declares; so does one of a library when the type is ours. */
function declared(act: Activation, value: Value, type: TypeReference): Value {
  if (value.hint !== null && value.hint.kind !== 'library') return value
  if (value.taints.some(({ label }) => label.kind === 'source')) return value
  const hint = act.engine.typeHint(act.frame.module, act.frame.function, type)
  return hint === null || (hint.kind === 'library' && value.hint !== null) ? value : { ...value, hint }
}

function executeValue(act: Activation, instruction: Instruction): void {
  switch (instruction.op) {
    case 'binary':
      if (instruction.operator === '+') addedHead(act, instruction)
      act.write(instruction.dst, binary(act, instruction))
      break
    case 'unary':
      act.write(instruction.dst, unary(act, instruction))
      break
    case 'template':
      templateHead(act, instruction.parts, instruction)
      act.write(instruction.dst, template(act, instruction.parts, instruction))
      break
    case 'get':
      act.write(
        instruction.dst,
        storedInApplication(act, act.read(instruction.object), instruction) ?? memberOf(act, act.read(instruction.object), instruction),
      )
      break
    case 'set':
      setSink(act, instruction)
      trusted(act, act.read(instruction.object), NOTHING, act.read(instruction.src), instruction)
      leave(act, act.read(instruction.object), instruction.key, act.read(instruction.src))
      noteAssignment(act, act.read(instruction.object), instruction.key, act.read(instruction.src), instruction)
      if (!runsSetter(act, act.read(instruction.object), instruction))
        setMember(
          act,
          act.read(instruction.object),
          instruction.key,
          partOfAddress(act.read(instruction.object), instruction.key, act.read(instruction.src)),
        )
      noteAssigned(act, act.read(instruction.object), instruction.key, act.read(instruction.src))
      break
    case 'index':
      act.write(instruction.dst, thereWith(act.read(instruction.object), indexValue(act, instruction)))
      break
    case 'set-index':
      setIndex(act, instruction)
      break
    case 'slice':
      act.write(instruction.dst, sliceValue(act, instruction))
      break
    case 'list':
      act.write(instruction.dst, listValue(act, instruction))
      break
    case 'dict':
      act.write(instruction.dst, dictValue(act, instruction))
      break
    default:
      executeRare(act, instruction)
  }
}

function executeRare(act: Activation, instruction: Instruction): void {
  switch (instruction.op) {
    case 'function':
      act.write(instruction.dst, functionValue(act, instruction.function))
      break
    case 'class':
      act.write(instruction.dst, runClassBody(act, classAt(act.frame.module, instruction.class)))
      break
    case 'element':
      act.write(instruction.dst, itemOf(act, act.read(instruction.object), instruction))
      break
    case 'append':
      append(act, instruction)
      break
    case 'yield':
      act.yielded.set(instruction, act.read(instruction.src))
      act.write(instruction.dst, NOTHING)
      break
    case 'catch':
      act.write(instruction.dst, caughtValue(act, instruction.types))
      break
    case 'matches': {
      const src = act.read(instruction.src)
      act.write(instruction.dst, { ...SOME_BOOLEAN, test: matchTest(src, instruction.pattern) })
      break
    }
    case 'delete': {
      const object = act.read(instruction.object)
      const key = typeof instruction.key === 'string' ? instruction.key : act.read(instruction.key).constant
      deleteItem(act, object, key)
      const left = withoutSecret(act, object, key)
      if (left !== object) act.write(instruction.object, left)
      break
    }
    default:
      break
  }
}

/** `address.pathname = text`: the host stays what it was. */
function partOfAddress({ hint }: Value, key: string, stored: Value): Value {
  const isPart = (key === 'pathname' || key === 'search' || key === 'hash') && hint?.kind === 'library' && /URL|nextUrl/.test(hint.name)
  return isPart ? { ...stored, taints: clearTaints(stored.taints, maskOf('ssrf', 'open-redirect')) } : stored
}

function memberOf(act: Activation, object: Value, instruction: Instruction & { op: 'get' }): Value {
  return thereWith(object, behindHost(object, instruction.key, getNamed(act, object, instruction.key, instruction)))
}

/** A path of a parsed address begins with a slash; what comes behind it begins with `?` or `#`, or is empty, and names no host. */
function behindHost({ hint }: Value, key: string, part: Value): Value {
  if (part.taints.length === 0 || hint?.kind !== 'library' || hint.name !== 'URL()') return part
  const cleared = key === 'pathname' ? HALF.beginsWithSlash : key === 'search' || key === 'hash' ? maskOf('open-redirect') : 0
  return cleared === 0 ? part : { ...part, taints: clearTaints(part.taints, cleared) }
}

/** `user.password = text` where the class says what setting it does. */
function runsSetter(act: Activation, { hint, ...value }: Value, instruction: Instruction & { op: 'set' }): boolean {
  if (hint?.kind !== 'instance' || hint.class.members.every(({ kind, name }) => kind !== 'setter' || name !== instruction.key)) return false
  const setter = hint.class.members.find(({ kind, name }) => kind === 'setter' && name === instruction.key)
  if (setter === undefined || setter.function < 0 || act.frame.function.index === setter.function) return false
  const { module, environment } = hint
  const receiver: Value = { ...value, hint }
  const called = { kind: 'function' as const, module, function: functionAt(module, setter.function), environment, receiver, bound: [] }
  callFunction(act, called, { ...NO_ARGUMENTS, positional: [act.read(instruction.src)] }, instruction)
  return true
}

/** `del items[1]` moves what follows; a key that is not known takes nothing away. */
function deleteItem(act: Activation, object: Value, key: Value['constant']): void {
  const [id] = object.objects
  const list = id === undefined || object.objects.length > 1 ? undefined : act.object(id)
  if (typeof key === 'string') setMember(act, object, key, constantValue(undefined))
  else if (typeof key === 'number' && id !== undefined && list?.isExact && list.length > 0 && list.shape === 'list') {
    const items = Array.from({ length: list.length }, (_, index) => list.entries.get(String(index)) ?? NOTHING)
    items.splice(key, 1)
    act.setObject(id, listObject(items, 'list', null))
  }
}

/** Assigning some properties is a sink: `ctx.body = html`. */
function setSink(act: Activation, instruction: Instruction & { op: 'set' }): void {
  const object = act.read(instruction.object)
  if (object.hint?.kind !== 'library') return
  const name = `${object.hint.name}.${instruction.key}`
  const model = act.engine.models.of(`${name}=`)
  if (model.sinks.length === 0) return
  const call = {
    op: 'call',
    dst: -1,
    callee: -1,
    receiver: instruction.object,
    method: instruction.key,
    args: [],
    isNew: false,
    isDecorator: false,
    isOptional: false,
    start: instruction.start,
    end: instruction.end,
  } as const
  sinkCall(act, model, name, {
    instruction: call,
    args: { ...NO_ARGUMENTS, positional: [act.read(instruction.src)] },
    receiver: object,
    method: instruction.key,
  })
}

function matchTest(src: Value, pattern: string): Value['test'] {
  if (src.number === 0 || !/^(?:["'].*["']|-?\d+|int|float|bool)(?:\(\))?$/.test(pattern)) return null
  return { whenTrue: [{ number: src.number, cleared: 2 ** 24 - 1, weak: null }], whenFalse: [] }
}

function getNamed(act: Activation, object: Value, key: string, at: Instruction): Value {
  if (act.engine.resolvesNames && ADDRESS_TESTS.has(key)) return addressTest(act, object)
  if (key === 'hex' && isOfUuid(act, object)) return SOME_STRING
  const value = asData(act, getMember(act, object, key, at))
  const secrets = secretTaints(act, key, at)
  return secrets.length === 0 || value.taints.some((taint) => taint.label.kind === 'source' && taint.label.model.gives === 'secret')
    ? value
    : { ...value, taints: joinTaints(value.taints, secrets) }
}

/** `key.hex`: texts have no such attribute, a UUID has its digits there; bytes have a method of that name, which would be called. */
const isOfUuid = ({ frame: { module } }: Activation, { hint, objects }: Value): boolean =>
  module.language === 'python' && objects.length === 0 && hint?.kind !== 'instance' && hint?.kind !== 'class'

/** A field of a row is data, whatever its library calls the way to it. */
function asData(act: Activation, value: Value): Value {
  if (value.hint?.kind !== 'library' || act.frame.module.language !== 'javascript') return value
  return value.taints.some(({ label }) => label.kind === 'source' && label.model.gives === 'stored') ? { ...value, hint: null } : value
}

function globalValue(act: Activation, name: string): Value {
  if (name === 'undefined') return constantValue(undefined)
  return denotedValue(act, { kind: 'library', name: canonicalName(act, name), origin: null }, null)
}

function functionValue(act: Activation, index: number): Value {
  const { module } = act.frame
  const hint: FunctionHint = {
    kind: 'function',
    module,
    function: functionAt(module, index),
    environment: act.environment ?? act.outer,
    receiver: null,
    bound: [],
  }
  if (act.frame.function.kind !== 'module') act.closures = withEntry(act.closures, hint.function, hint)
  return { ...NOTHING, hint }
}

function listValue(act: Activation, instruction: Instruction & { op: 'list' }): Value {
  const items: Value[] = []
  let rest: Value | null = null
  let isSpread = false
  for (const [index, item] of instruction.items.entries()) {
    const read = act.read(item)
    if (instruction.spreads[index] === true) {
      const value = iteratedItems(act, read, instruction) ?? read
      const known = isSpread ? null : itemsInOrder(act, value)
      if (known !== null) {
        items.push(...known)
        continue
      }
      isSpread = true
      const element = itemOf(act, value, instruction)
      rest = rest === null ? element : joinValues(rest, element)
    } else if (isSpread) rest = rest === null ? read : joinValues(rest, read)
    else items.push(read)
  }
  return makeObject(act, instruction, 'list', listObject(items, instruction.shape, rest))
}

/** `{}` as what stands in for an absent value. */
const isEmpty = (object: ObjectState | undefined): boolean => object !== undefined && object.entries.size === 0 && object.rest === null

function dictValue(act: Activation, instruction: Instruction & { op: 'dict' }): Value {
  const entries = new Map<string, Value>()
  let rest: Value | null = null
  let own: Value['taints'] = []
  let names: Value['taints'] = []
  for (const entry of instruction.entries) {
    if (entry.kind === 'entry') {
      entries.set(entry.key, act.read(entry.value))
      continue
    }
    if (entry.kind === 'computed') {
      const key = act.read(entry.key)
      const value = act.read(entry.value)
      if (typeof key.constant === 'string' || typeof key.constant === 'number') entries.set(String(key.constant), value)
      else {
        names = joinTaints(names, key.taints)
        rest = rest === null ? value : joinValues(rest, value)
      }
      continue
    }
    const spread = act.read(entry.value)
    own = joinTaints(own, spread.taints)
    const isPassed = spread.objects.length === 0 && isDict(act, spread)
    for (const id of isPassed ? [shadowOf(spread.number)] : spread.objects) {
      const object = act.object(id)
      if (object === undefined) continue
      names = joinTaints(names, object.names ?? [])
      for (const [key, value] of object.entries) entries.set(key, value)
      if (object.rest !== null) {
        for (const [key, value] of entries) if (!object.entries.has(key)) entries.set(key, joinValues(value, object.rest))
        rest = rest === null ? object.rest : joinValues(rest, object.rest)
      }
    }
    if (
      (spread.objects.length === 0 && !isPassed) ||
      (spread.objects.length > 0 && spread.taints.length > 0 && spread.objects.every((id) => isEmpty(act.object(id))))
    ) {
      // What is spread last may have any of the keys before it.
      for (const [key, value] of entries) entries.set(key, joinValues(value, getMember(act, spread, key, instruction)))
      const element = elementOf(act, spread, instruction)
      rest = rest === null ? element : joinValues(rest, element)
    }
  }
  const made = makeObject(act, instruction, 'dict', dictObject(entries, rest))
  addNames(act, made, names)
  return own.length === 0 ? made : { ...made, taints: clearTaints(own, ~maskOf('mass-assignment') & (2 ** 24 - 1)) }
}

function append(act: Activation, instruction: Instruction & { op: 'append' }): void {
  const object = act.read(instruction.object)
  const value = act.read(instruction.value)
  const key = instruction.key < 0 ? null : act.read(instruction.key)
  // Under keys of ours there are no fields that nobody named.
  const isOurs = key !== null && key.taints.length === 0
  const stored = isOurs ? { ...value, taints: clearTaints(value.taints, maskOf('mass-assignment')) } : value
  setMember(act, object, key !== null && typeof key.constant === 'string' ? key.constant : null, stored)
  if (key !== null) addNames(act, object, key.taints)
}
