import { definitionsOf } from '../engine/definitions.ts'
import type { GuardFact } from '../facts.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { comesFrom } from './comes-from.ts'
import { COMPARES_DIGEST, MAKES_DIGEST, namesCalled } from './digests.ts'
import { leadsToRefusal } from './handler-guards.ts'
import { callBehind, definitionBehind, type FunctionRef, isConstant, placeAt, type Reader, type SeenCall } from './reader.ts'
import { BODY, CHOSEN, CONTEXT, CREDENTIAL, HEADER, REQUEST, type TagReader } from './value-tags.ts'

/** Functions that a request is followed through. */
const DEEPEST = 2
const OF_REQUEST = REQUEST | CONTEXT | CHOSEN | BODY | HEADER | CREDENTIAL
/** Who signed wrongly may be told that there is nothing here, or that the request makes no sense. */
const TURNED_AWAY: ReadonlySet<number> = new Set([301, 302, 303, 307, 400, 401, 403, 404, 409, 410, 412, 422, 498])

/**
 * A signature that a helper of the tree checks: it gives nothing back when the digest of the request is another one, and the handler
 * refuses what it got nothing for. `event = read_event(request, secret)`, then 403 where it is None.
 */
export function signatureGuards(reader: Reader, target: FunctionRef, tags: TagReader): readonly GuardFact[] {
  return guardsFrom(reader, target, tags, 0)
}

/** Those of a handler, and of the services that it hands the request on to: `await billing.captured(req.rawBody, req.get('x-signature'))`. */
function guardsFrom(reader: Reader, target: FunctionRef, tags: TagReader, depth: number): readonly GuardFact[] {
  const own = guardsIn(reader, target, tags)
  if (own.length > 0 || depth >= DEEPEST) return own
  return reader.callsIn(target.function).flatMap(({ callee, call }) => {
    if (callee.kind !== 'function' || call.isDecorator || callee.function === target.function) return []
    return call.args.some(({ value }) => isOfRequest(target, tags, value)) ? guardsFrom(reader, callee, tags, depth + 1) : []
  })
}

function guardsIn(reader: Reader, target: FunctionRef, tags: TagReader): readonly GuardFact[] {
  return target.function.blocks.flatMap(({ terminator }): GuardFact[] => {
    if (terminator.op !== 'branch') return []
    const helper = helperBehind(reader, target, terminator.condition, tags)
    const isChecked = helper?.callee.kind === 'function' && checksSignature(reader, helper.callee.function)
    const name = isChecked ? helper.callee.function.name : digestComparison(reader, target, terminator.condition)
    if (name === null) return []
    if (![terminator.then, terminator.else].some((side) => leadsToRefusal(reader, target, side, true, true, TURNED_AWAY))) return []
    const place = placeAt(reader, target, terminator.start, terminator.end)
    return [{ kind: 'signature', name, place, level: 'handler', proof: 'refuses' }]
  })
}

/** `given.length !== expected.length || !timingSafeEqual(given, expected)` in the handler itself; null where no digest is compared. */
function digestComparison(reader: Reader, target: FunctionRef, slot: Slot, depth = 0): string | null {
  if (depth > DEEPEST_CONDITION) return null
  for (const definition of definitionsOf(target.module, target.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    const parts =
      instruction.op === 'unary'
        ? [instruction.operand]
        : instruction.op === 'move' || instruction.op === 'await'
          ? [instruction.src]
          : instruction.op === 'binary'
            ? [instruction.left, instruction.right]
            : []
    if (instruction.op === 'binary' && EQUALS.test(instruction.operator) && parts.some((part) => isDigest(reader, target, part)))
      return 'digest'
    const call = instruction.op === 'call' ? reader.seenCall(instruction) : undefined
    if (call !== undefined && COMPARES_DIGEST.test(call.name) && checksSignature(reader, target.function)) return nameOfCall(call)
    if (call !== undefined && comparesMade(reader, call)) return nameOfCall(call)
    for (const part of parts) {
      const found = digestComparison(reader, target, part, depth + 1)
      if (found !== null) return found
    }
  }
  return null
}

/** `sameText(signature, sign(secret, body))`: helpers of the tree, of which one compares and the other makes the digest. */
export function comparesMade(reader: Reader, call: SeenCall): boolean {
  if (call.callee.kind !== 'function' || !namesCalled(reader, call.callee.function).some((name) => COMPARES_DIGEST.test(name))) return false
  return call.call.args.some(({ value }) => {
    const made = callBehind(reader, call, value)
    return made?.callee.kind === 'function'
      ? namesCalled(reader, made.callee.function).some((name) => MAKES_DIGEST.test(name))
      : isDigest(reader, call, value)
  })
}

const nameOfCall = ({ method, name, callee }: SeenCall): string =>
  method || name || (callee.kind === 'function' ? callee.function.name : 'digest')

const EQUALS = /^[!=]==?$/
const DEEPEST_CONDITION = 6

/** A keyed digest that was made here, or by a function of the tree. */
function isDigest(reader: Reader, target: FunctionRef, slot: Slot): boolean {
  const made = definitionBehind(target, slot)?.instruction
  const call = made?.op === 'call' ? reader.seenCall(made) : undefined
  if (call?.callee.kind === 'function') return namesCalled(reader, call.callee.function).some((one) => MAKES_DIGEST.test(one))
  const name = call?.name ?? ''
  return /^(?:hmac\.(?:new\(\)\.(?:hex)?digest|digest)|crypto\.createHmac\(\)(?:\.update\(\))*\.digest)$/.test(name)
}

/** The call of a helper that is given something of the request, and whose result a condition asks for. */
function helperBehind(reader: Reader, target: FunctionRef, condition: Slot, tags: TagReader, depth = 0): SeenCall | null {
  const found = depth > 3 ? null : definitionBehind(target, condition)
  if (found === null || found.scope.function !== target.function) return null
  const { instruction } = found
  if (instruction.op === 'unary') return helperBehind(reader, target, instruction.operand, tags, depth + 1)
  if (instruction.op === 'binary') {
    const { left, right } = instruction
    const asked = isNothing(reader, target, right) ? left : isNothing(reader, target, left) ? right : -1
    return asked < 0 ? null : helperBehind(reader, target, asked, tags, depth + 1)
  }
  const call = instruction.op === 'call' ? (reader.seenCall(instruction) ?? null) : null
  if (call === null) return null
  return call.call.args.some(({ value }) => isOfRequest(target, tags, value)) ? call : null
}

/** What a wrapper, or a handler, of the tree hands on is of the request too, whatever it is called there. */
function isOfRequest(target: FunctionRef, tags: TagReader, value: Slot): boolean {
  return (tags.tags(target, value) & OF_REQUEST) !== 0 || ownParameters(target).some((slot) => comesFrom(target, value, slot))
}

const ownParameters = ({ function: fn }: FunctionRef): readonly Slot[] =>
  fn.parameters.flatMap(({ slot }) => (slot === fn.selfSlot ? [] : [slot]))

function isNothing(reader: Reader, target: FunctionRef, slot: Slot): boolean {
  const denoted = reader.denoter.denote(target, slot)
  return isConstant(denoted, null) || isConstant(denoted, false) || (denoted.kind === 'constant' && denoted.value === undefined)
}

function checksSignature(reader: Reader, fn: IrFunction): boolean {
  const names = namesCalled(reader, fn)
  return names.some((name) => MAKES_DIGEST.test(name)) && names.some((name) => COMPARES_DIGEST.test(name))
}
