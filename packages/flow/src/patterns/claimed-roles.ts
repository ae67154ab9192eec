import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { leadsToRefusal } from '../routes/handler-guards.ts'
import { definitionBehind, isConstant, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const ROLE_KEY = /(?:^|[_-])(?:roles?|is[_-]?(?:admin|staff|superuser|manager)|admin|user[_-]?(?:type|role)|access[_-]?level|privileges?)$/i
/** Where a request carries what its sender has chosen. */
const CHOSEN_PARTS = /^(?:COOKIES|cookies|headers|META|GET|POST|args|query|form|body)$/
const REQUEST = /^(?:self\.)?(?:req|request|ctx|context|event)$/
const DEEPEST = 4

/** A role that the caller tells of itself, in a cookie or a header, and that decides who is let in. */
export function claimedRoles(context: PatternContext): void {
  const { reader } = context
  for (const { fact, handler } of context.routes) {
    if (handler === null || fact.purpose === 'login' || fact.purpose === 'register') continue
    for (const { terminator } of handler.function.blocks) {
      if (terminator.op !== 'branch') continue
      const claim = claimIn(context, handler, terminator.condition, 0)
      if (claim === null) continue
      const refuses = [terminator.then, terminator.else].some((side) => leadsToRefusal(reader, handler, side, false, true))
      if (!refuses) continue
      context.emit(handler, terminator.start, terminator.end, {
        kind: 'role-claimed',
        cwe: 807,
        message: `${fact.method} ${fact.path} lets in whoever says to be one of them: ${claim} is what the caller sends`,
        details: { name: claim, route: `${fact.method} ${fact.path}` },
        confidence: 'high',
      })
    }
  }
}

/** The key of a role in a part of the request that a condition compares with a constant, or takes as it is. */
function claimIn(context: PatternContext, scope: Scope, slot: Slot, depth: number): string | null {
  const found = depth > DEEPEST ? null : definitionBehind(scope, slot)
  if (found === null || found.scope.function !== scope.function) return null
  const { instruction } = found
  if (instruction.op === 'unary') return claimIn(context, scope, instruction.operand, depth + 1)
  if (instruction.op === 'binary') {
    const sides = [instruction.left, instruction.right]
    const isCompared = sides.some((side) => /^(?:constant|list)$/.test(context.reader.denoter.denote(scope, side).kind))
    if (!isCompared || sides.some((side) => isConstant(context.reader.denoter.denote(scope, side), null))) return null
    return sides.map((side) => claimIn(context, scope, side, depth + 1)).find((claim) => claim !== null) ?? null
  }
  const read = keyRead(context, scope, instruction)
  return read !== null && ROLE_KEY.test(read.key) && isChosenPart(scope, read.object) ? read.key : null
}

function keyRead(
  { reader }: PatternContext,
  scope: Scope,
  instruction: Instruction,
): { readonly object: Slot; readonly key: string } | null {
  if (instruction.op === 'get') return { object: instruction.object, key: instruction.key }
  if (instruction.op === 'index') {
    const key = stringAt(reader, scope, instruction.index)
    return key === null ? null : { object: instruction.object, key }
  }
  const [first] = instruction.op === 'call' && /^(?:get|header)$/.test(instruction.method) ? instruction.args : []
  const key = first === undefined ? null : stringAt(reader, scope, first.value)
  return key === null || instruction.op !== 'call' ? null : { object: instruction.receiver, key }
}

/** `request.COOKIES`, `req.headers`. */
function isChosenPart(scope: Scope, slot: Slot): boolean {
  const part = definitionBehind(scope, slot)?.instruction
  if (part?.op !== 'get' || !CHOSEN_PARTS.test(part.key)) return false
  const owner = definitionBehind(scope, part.object)?.instruction
  const name = owner?.op === 'get' ? owner.key : (scope.function.names.get(part.object) ?? '')
  return REQUEST.test(name) || (owner?.op === 'import' && owner.name === 'request')
}
