import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { Block, BlockIndex, Slot } from '../ir/ir.ts'
import { bodyVerdict, refusesUnknownRole, statusesOfBlock } from './guard-proof.ts'
import { GUARD_METHODS, guardKindOfName, KNOWN_GUARDS } from './known-guards.ts'
import { asksOfCallerAndThing, hasConditionalRights, isRightToObject } from './object-guards.ts'
import { definitionBehind, type FunctionRef, placeAt, placeOfCall, type Reader, textAt } from './reader.ts'
import { isServerAction } from './server-actions.ts'
import { connectionOf } from './socket-events.ts'
import { BODY, CHOSEN, CONTEXT, CREDENTIAL, IDENTITY, REQUEST, type TagReader } from './value-tags.ts'

const ROLE_WORD = /(?:role|admin|is_staff|isStaff|superuser|permission|scope|can_|ability|privilege)/i
const REFUSAL = new Set([301, 302, 303, 307, 401, 403])
const MAX_CHAIN = 6

/** Guards inside a handler: a branch on the caller's identity that refuses, or a call of something that refuses. */
export function handlerGuards(reader: Reader, target: FunctionRef, tags: TagReader): readonly GuardFact[] {
  const found: GuardFact[] = []
  target.function.blocks.forEach((block) => {
    const { terminator } = block
    if (terminator.op !== 'branch') return
    const condition = tags.tags(target, terminator.condition)
    if ((condition & (IDENTITY | CREDENTIAL)) === 0 || (condition & BODY) !== 0) return
    const isOwner = isOwnerComparison(reader, target, tags, terminator.condition)
    // What was looked up with an id of the request is "not found" more often than "not you"; so is a count.
    const isDirect = (condition & CHOSEN) === 0
    const answers = isDirect && answersByReturning(target)
    const refused = [terminator.then, terminator.else].find(
      (side) => leadsToRefusal(reader, target, side, isOwner, isDirect) || (answers && returnsAtOnce(target, side)),
    )
    if (refused === undefined) return
    const text = textAt(reader, target.module, terminator.start, terminator.end, 80)
    found.push({
      kind: kindOf(reader, target, tags, terminator.condition, text),
      name: text || 'condition',
      place: placeAt(reader, target, terminator.start, terminator.end),
      level: 'handler',
      proof: 'refuses',
    })
  })
  for (const call of reader.callsIn(target.function)) {
    const known =
      KNOWN_GUARDS.get(call.name) ??
      (call.call.receiver >= 0 && (tags.tags(target, call.call.receiver) & REQUEST) !== 0 ? GUARD_METHODS.get(call.method) : undefined)
    if (known !== undefined && !call.call.isDecorator) {
      found.push({
        kind: known.kind,
        name: call.name || call.method,
        place: placeOfCall(reader, call),
        level: 'handler',
        proof: known.proof,
      })
      continue
    }
    if (call.callee.kind !== 'function' || call.call.isDecorator) continue
    const { name } = call.callee.function
    const carries = call.call.args.some(
      (argument) => (tags.tags(target, argument.value) & (REQUEST | CONTEXT | IDENTITY | CREDENTIAL)) !== 0,
    )
    const kind = guardKindOfName(name)
    if (!carries && kind === null) continue
    const code = { module: call.callee.module, function: call.callee.function }
    const verdict = bodyVerdict(reader, code, 'returns')
    if (!verdict.refuses || !(verdict.statuses.has(401) || verdict.statuses.has(403) || (kind !== null && carries))) continue
    const asked = kind ?? (verdict.statuses.has(401) ? 'authentication' : 'role')
    found.push({
      kind: asked,
      name,
      place: placeOfCall(reader, call),
      level: 'handler',
      proof: asked === 'role' && !refusesUnknownRole(reader, code, 'returns') ? 'never-refuses' : 'refuses',
    })
  }
  return found
}

/** A server action says what went wrong in what it returns, a listener by returning: there are no statuses. */
function answersByReturning({ module, function: fn }: FunctionRef): boolean {
  return isServerAction(module, fn) || connectionOf({ module, function: fn }) !== null
}

/** `if (!user) return { error: 'Sign in first' }`. */
function returnsAtOnce({ function: fn }: FunctionRef, from: BlockIndex): boolean {
  const block = fn.blocks[from]
  return block?.terminator.op === 'return' && block.instructions.length < 12
}

/** Whether the way from a block ends the request with a refusal soon. */
export function leadsToRefusal(reader: Reader, target: FunctionRef, from: BlockIndex, mayHide: boolean, mayThrow: boolean): boolean {
  let at = from
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    const block = target.function.blocks[at]
    if (block === undefined) return false
    const statuses = statusesOfBlock(reader, target, block)
    const ends = block.terminator.op !== 'branch' && block.terminator.op !== 'next'
    if (statuses.some((status) => REFUSAL.has(status) || (mayHide && status === 404))) return ends
    const refusal = alwaysRefuses(reader, block)
    if (refusal !== null)
      return refusal.length === 0 ? mayThrow || mayHide : refusal.some((status) => REFUSAL.has(status) || (mayHide && status === 404))
    if (block.terminator.op === 'throw') return (mayThrow || mayHide) && statuses.length === 0
    if (block.terminator.op !== 'jump') return false
    at = block.terminator.to
  }
  return false
}

/** Statuses given to a function that does nothing but throw: `fail(403, 'forbidden')`; null when no such call is made. */
function alwaysRefuses(reader: Reader, block: Block): readonly number[] | null {
  for (const instruction of block.instructions) {
    const seen = instruction.op === 'call' ? reader.seenCall(instruction) : undefined
    if (seen?.callee.kind !== 'function') continue
    const ends = seen.callee.function.blocks.map(({ terminator }) => terminator.op)
    if (!ends.includes('throw') || ends.includes('return')) continue
    return seen.call.args.flatMap((argument) => {
      const denoted = reader.denoter.denote(seen, argument.value)
      return denoted.kind === 'constant' && typeof denoted.value === 'number' ? [denoted.value] : []
    })
  }
  return null
}

function kindOf(reader: Reader, target: FunctionRef, tags: TagReader, condition: Slot, text: string): GuardFact['kind'] {
  if (isOwnerComparison(reader, target, tags, condition)) return 'owner'
  // Where rights depend on the object, asking for all of a kind tells only that somebody may do it to some.
  if (/\.(?:can|cannot)\(/.test(text) && hasConditionalRights(reader)) return 'authentication'
  return ROLE_WORD.test(text) ? 'role' : 'authentication'
}

/** `order.user_id != current_user.id`: one side is the caller, the other belongs to something that was loaded. */
export function isOwnerComparison(reader: Reader, scope: Scope, tags: TagReader, condition: Slot, depth = 0): boolean {
  if (depth > 4) return false
  for (const definition of definitionsOf(scope.module, scope.function, condition)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'unary' && isOwnerComparison(reader, scope, tags, instruction.operand, depth + 1)) return true
    if (instruction.op === 'move' && isOwnerComparison(reader, scope, tags, instruction.src, depth + 1)) return true
    if (instruction.op === 'binary' && /^(?:==|!=|is|is-not|in|not-in)$/.test(instruction.operator)) {
      const left = tags.tags(scope, instruction.left)
      const right = tags.tags(scope, instruction.right)
      const leftIsCaller = (left & IDENTITY) !== 0
      const rightIsCaller = (right & IDENTITY) !== 0
      const other = leftIsCaller ? instruction.right : instruction.left
      if (leftIsCaller !== rightIsCaller && isLoaded(scope, other) && !isOfBody(scope, tags, other)) return true
    }
    if (instruction.op === 'await' && isOwnerComparison(reader, scope, tags, instruction.src, depth + 1)) return true
    if (instruction.op === 'call') {
      const seen = reader.seenCall(instruction)
      if (isRightToObject(reader, scope, tags, instruction)) return true
      if (seen !== undefined && asksOfCallerAndThing(reader, scope, tags, seen)) return true
    }
    if (instruction.op === 'call' && /^(?:equals|is|compare|includes|has|contains)$/.test(instruction.method)) {
      const [first] = instruction.args
      const receiver = tags.tags(scope, instruction.receiver)
      const argument = first === undefined ? 0 : tags.tags(scope, first.value)
      const other = (receiver & IDENTITY) !== 0 ? (first?.value ?? -1) : instruction.receiver
      if ((receiver & IDENTITY) !== (argument & IDENTITY) && isLoaded(scope, other) && !isOfBody(scope, tags, other)) return true
    }
  }
  return false
}

/** A value that is no constant: a field of something, a parameter, or a list of such. */
function isLoaded(scope: Scope, slot: Slot, depth = 0): boolean {
  const definitions = definitionsOf(scope.module, scope.function, slot)
  if (definitions.length === 0) return true
  return definitions.some((definition) => {
    if (definition.kind !== 'instruction') return true
    const { instruction } = definition
    if (instruction.op === 'list') return depth < 3 && instruction.items.some((item) => isLoaded(scope, item, depth + 1))
    return instruction.op !== 'const'
  })
}

/** What the caller says of itself in the body, and nothing that was loaded: `req.body.ownerId`. */
function isOfBody(scope: Scope, tags: TagReader, slot: Slot): boolean {
  if ((tags.tags(scope, slot) & BODY) === 0) return false
  const behind = definitionBehind(scope, slot)
  if (behind === null) return scope.function.parameters.some((parameter) => parameter.slot === slot)
  const { instruction, scope: where } = behind
  if (instruction.op === 'get' || instruction.op === 'index')
    return (tags.tags(where, instruction.object) & REQUEST) !== 0 || isOfBody(where, tags, instruction.object)
  return instruction.op === 'call' && instruction.receiver >= 0 && (tags.tags(where, instruction.receiver) & REQUEST) !== 0
}
