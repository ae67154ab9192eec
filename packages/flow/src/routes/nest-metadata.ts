import { functionAt } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { bodyVerdict } from './guard-proof.ts'
import {
  callBehind,
  definitionBehind,
  type FunctionRef,
  isConstant,
  nameOf,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
} from './reader.ts'
import type { Attachment } from './router-graph.ts'

const READS = /^(?:get|getAllAndOverride|getAllAndMerge)$/

/** What a guard class asks a reflector for, and of what: the handler alone, its class alone, or both. */
interface Asked {
  readonly key: string
  readonly of: 'handler' | 'class' | 'both'
}

function keysAskedBy(reader: Reader, { scope, slot }: Attachment): readonly Asked[] {
  const denoted = reader.denoter.denote(scope, slot)
  return denoted.kind === 'class' || denoted.kind === 'instance' ? keysAskedIn(reader, denoted.module, denoted.class) : []
}

function keysAskedIn(reader: Reader, module: Module, guard: IrClass): readonly Asked[] {
  const member = guard.members.find(({ name, kind }) => name === 'canActivate' && kind === 'method')
  if (member === undefined) return []
  const method: FunctionRef = { module, function: functionAt(module, member.function) }
  return reader.callsIn(method.function).flatMap((call): readonly Asked[] => {
    const [first, target] = positionalArguments(call.call)
    if (!READS.test(call.method) || first === undefined || target === undefined) return []
    const asked = callBehind(reader, call, target)?.method
    const of = asked === 'getHandler' ? 'handler' : asked === 'getClass' ? 'class' : 'both'
    return keyOf(reader, { scope: call, slot: first }).map((key) => ({ key, of }))
  })
}

/** A constant, or the decorator that sets it (`Reflector.createDecorator`). */
function keyOf(reader: Reader, { scope, slot }: SlotRef): readonly string[] {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'constant' && typeof denoted.value === 'string') return [denoted.value]
  if (denoted.kind === 'library' && denoted.origin !== null) return [`made:${denoted.origin.call.start}`]
  return []
}

/** Keys that a decorator sets, itself or inside a function of the tree. */
function keysSetBy(reader: Reader, { scope, slot }: SlotRef, depth = 0): readonly string[] {
  const call = callBehind(reader, scope, slot)
  if (call === null || depth > 3) return []
  if (call.name === '@nestjs/common.SetMetadata') {
    const first = positionalArguments(call.call)[0]
    return first === undefined ? [] : keyOf(reader, { scope: call, slot: first })
  }
  if (call.callee.kind === 'library' && call.callee.origin !== null) return [`made:${call.callee.origin.call.start}`]
  if (call.callee.kind !== 'function') return []
  const owner = call.callee
  return reader
    .callsIn(owner.function)
    .flatMap((inner) => keysSetBy(reader, { scope: { module: owner.module, function: owner.function }, slot: inner.call.dst }, depth + 1))
}

const OF_ROLES = /role|permission|scope|polic|abilit|privilege/i

/**
 * `@Roles('manager')` where no guard that is attached reads the mark: a guard of roles that refuses nobody. Only where the tree has a guard
 * that would read it. A mark of the class is not read by a guard that asks the handler alone.
 */
export function unreadRoles(
  reader: Reader,
  attachments: readonly Attachment[],
  ofHandler: readonly SlotRef[],
  ofClass: readonly SlotRef[],
): { readonly name: string; readonly call: SeenCall } | null {
  if (attachments.some((one) => isElsewhere(reader, one))) return null
  const asked = attachments.flatMap((one) => keysAskedBy(reader, one))
  for (const decorator of [...ofClass, ...ofHandler]) {
    const call = callBehind(reader, decorator.scope, decorator.slot)
    const keys = call === null ? [] : keysSetBy(reader, decorator)
    const name = call?.callee.kind === 'function' ? call.callee.function.name : (call?.method ?? '')
    if (call === null || keys.length === 0 || !(OF_ROLES.test(name) || keys.some((key) => OF_ROLES.test(key)))) continue
    const elsewhere = ofClass.includes(decorator) ? 'handler' : 'class'
    if (asked.some(({ key, of }) => keys.includes(key) && of !== elsewhere)) continue
    if (keysAskedInTree(reader).some(({ key }) => keys.includes(key))) return { name, call }
  }
  return null
}

/**
 * `@Can('update', User)` where an attached guard asks for that mark and refuses by what it says: what a caller must be allowed there. A mark
 * without a word of its own (`@SignedIn()`) asks nothing but who is calling.
 */
export function markedNeeds(
  reader: Reader,
  attachments: readonly Attachment[],
  ofHandler: readonly SlotRef[],
  ofClass: readonly SlotRef[],
): readonly SeenCall[] {
  const asked = attachments.flatMap((one) => (forbids(reader, one) ? keysAskedBy(reader, one) : []))
  if (asked.length === 0) return []
  return [...ofHandler, ...ofClass].flatMap((decorator) => {
    const call = callBehind(reader, decorator.scope, decorator.slot)
    if (call === null || call.call.args.length === 0) return []
    const elsewhere = ofClass.includes(decorator) ? 'handler' : 'class'
    const keys = keysSetBy(reader, decorator)
    return asked.some(({ key, of }) => keys.includes(key) && of !== elsewhere) ? [call] : []
  })
}

/** Whether a guard of the tree has a way out that says: not you. */
function forbids(reader: Reader, { scope, slot }: Attachment): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return false
  const found = reader.denoter.member(denoted, 'canActivate')
  return found.kind === 'function' && bodyVerdict(reader, found, 'returns-truth').statuses.has(403)
}

/** A guard whose code we do not have may read whatever it likes. */
function isElsewhere(reader: Reader, { scope, slot }: Attachment): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return !/^@nestjs\/(?:throttler|passport)\./.test(nameOf(denoted))
  return !denoted.class.members.some(({ name, kind }) => name === 'canActivate' && kind === 'method')
}

const treeKeys = new WeakMap<Reader, readonly Asked[]>()

/** The keys that any guard of the tree asks for, attached or not. */
function keysAskedInTree(reader: Reader): readonly Asked[] {
  const known = treeKeys.get(reader)
  if (known !== undefined) return known
  const found = reader.program.modules.flatMap((module) => module.classes.flatMap((owner) => keysAskedIn(reader, module, owner)))
  treeKeys.set(reader, found)
  return found
}

/** What a guard does at once where a mark is there, or is missing: it lets everybody pass. */
interface Passes extends Asked {
  readonly where: 'marked' | 'unmarked'
}

/** `if (reflector.get(OPEN, handler)) return true`, `if (posts === undefined) return true`. */
function passesOf(reader: Reader, { scope, slot }: Attachment): readonly Passes[] {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return []
  const found = reader.denoter.member(denoted, 'canActivate')
  if (found.kind !== 'function') return []
  const method: FunctionRef = { module: found.module, function: found.function }
  const asked = new Map(keysAskedIn(reader, denoted.module, denoted.class).map((one) => [one.key, one]))
  return reader.callsIn(method.function).flatMap((call): readonly Passes[] => {
    const [first] = positionalArguments(call.call)
    if (!READS.test(call.method) || first === undefined) return []
    const keys = keyOf(reader, { scope: call, slot: first }).flatMap((key) => asked.get(key) ?? [])
    return method.function.blocks.flatMap(({ terminator }) => {
      const isThere = terminator.op === 'branch' ? isThereWhere(reader, method, terminator.condition, call.call.dst, 0) : null
      if (terminator.op !== 'branch' || isThere === null) return []
      const [marked, unmarked] = isThere ? [terminator.then, terminator.else] : [terminator.else, terminator.then]
      const where = answersYes(reader, method, marked) ? 'marked' : answersYes(reader, method, unmarked) ? 'unmarked' : null
      return where === null ? [] : keys.map((one) => ({ ...one, where }))
    })
  })
}

/** Whether a condition is true where the mark is there; null for a condition on something else. */
function isThereWhere(reader: Reader, scope: FunctionRef, condition: Slot, mark: Slot, depth: number): boolean | null {
  if (condition === mark) return true
  const made = depth > DEEPEST ? undefined : definitionBehind(scope, condition)?.instruction
  if (made?.op === 'move' || made?.op === 'await') return isThereWhere(reader, scope, made.src, mark, depth + 1)
  if (made?.op === 'call') return made.dst === mark ? true : null
  if (made?.op === 'unary' && made.operator === 'not') {
    const inner = isThereWhere(reader, scope, made.operand, mark, depth + 1)
    return inner === null ? null : !inner
  }
  if (made?.op !== 'binary' || !/^[!=]==?$/.test(made.operator)) return null
  for (const [side, other] of [
    [made.left, made.right],
    [made.right, made.left],
  ] as const) {
    const denoted = reader.denoter.denote(scope, other)
    if (denoted.kind !== 'constant') continue
    const inner = isThereWhere(reader, scope, side, mark, depth + 1)
    if (inner === null) return null
    const isEqual = made.operator.startsWith('=')
    return denoted.value === true
      ? isEqual
      : denoted.value === null || denoted.value === undefined || denoted.value === false
        ? !isEqual
        : null
  }
  return null
}

const DEEPEST = 6

/** `return true`, and nothing else on the way. */
function answersYes(reader: Reader, { module, function: fn }: FunctionRef, from: number): boolean {
  let block = fn.blocks[from]
  for (let step = 0; step < DEEPEST && block !== undefined; step += 1) {
    const { terminator } = block
    if (terminator.op === 'return') return isConstant(reader.denoter.denote({ module, function: fn }, terminator.src), true)
    if (terminator.op !== 'jump' || block.instructions.some(({ op }) => op === 'call')) return false
    block = fn.blocks[terminator.to]
  }
  return false
}

/** `@Open()` of the tree, whatever it is called, where the guard lets pass what carries that mark. */
export function isFreedByMark(reader: Reader, attachment: Attachment, marks: readonly SlotRef[], ofClass: readonly SlotRef[]): boolean {
  const passes = passesOf(reader, attachment).filter(({ where }) => where === 'marked')
  return passes.length > 0 && passes.some((one) => isMarked(reader, one, marks, ofClass))
}

/** A mark of the class says nothing to a guard that looks at the handler alone. */
function isMarked(reader: Reader, { key, of }: Asked, marks: readonly SlotRef[], ofClass: readonly SlotRef[]): boolean {
  const sets = (decorators: readonly SlotRef[]): boolean => decorators.some((one) => keysSetBy(reader, one).includes(key))
  return (of !== 'class' && sets(marks)) || (of !== 'handler' && sets(ofClass))
}

/** A guard that lets pass whatever is not marked (`@Roles('admin')`) guards nothing where the mark is missing. */
export function isUnmarked(reader: Reader, attachment: Attachment, marks: readonly SlotRef[], ofClass: readonly SlotRef[]): boolean {
  const denoted = reader.denoter.denote(attachment.scope, attachment.slot)
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return false
  if (passesOf(reader, attachment).some((one) => one.where === 'unmarked' && !isMarked(reader, one, marks, ofClass))) return true
  if (!/role|permission|scope|polic|abilit|access/i.test(denoted.class.name)) return false
  const asked = keysAskedBy(reader, attachment).filter(({ key }) => !/public|skip|anonymous/i.test(key))
  if (asked.length === 0 || !letsUnmarkedPass(reader, denoted)) return false
  const [onHandler, onClass] = [marks, ofClass].map((decorators) => new Set(decorators.flatMap((one) => keysSetBy(reader, one))))
  // A mark of the class says nothing to a guard that looks at the handler alone.
  return !asked.some(({ key, of }) => (of !== 'class' && onHandler?.has(key)) || (of !== 'handler' && onClass?.has(key)))
}

/** `if (!roles) return true`; a guard without it fails where the mark is missing. */
function letsUnmarkedPass(reader: Reader, denoted: { readonly module: FunctionRef['module']; readonly class: IrClass }): boolean {
  return /\breturn\s+true\b|\?\?\s*true|!\w+\s*\|\|/.test(reader.textOf(denoted.module.file).slice(denoted.class.start, denoted.class.end))
}
