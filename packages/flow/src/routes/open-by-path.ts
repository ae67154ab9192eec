import type { PlainConstant } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { refusesWhere } from './guard-proof.ts'
import { type AskedRequest, type Inquiry, knownTruth, knownValue } from './known-values.ts'
import { callBehind, definitionBehind, type Reader } from './reader.ts'
import { isGivenToEverybody } from './role-ranks.ts'
import type { Attachment } from './router-graph.ts'

/**
 * Whether a guard of Python's lets every request to a route through, by what it does with method and path: because a list names this very
 * route, or because of a part of the path that other routes share.
 */
export function isOpenByPath(reader: Reader, { scope, slot, manner }: Attachment, asked: AskedRequest): 'named' | 'by-part' | null {
  if (scope.module.language !== 'python') return null
  const code = codeOf(reader, reader.denoter.denote(scope, slot), callBehind(reader, scope, slot), manner)
  if (code === null) return null
  const inquiry: Inquiry = { reader, asked, isByPart: false, steps: 0 }
  let isDecided = false
  const decide = (condition: Slot): boolean | null => {
    const answer = knownTruth(inquiry, code.target, condition)
    if (answer !== null) isDecided = true
    return answer
  }
  if (refusesWhere(reader, code.target, code.manner, decide) || !isDecided) return null
  return inquiry.isByPart ? 'by-part' : 'named'
}

/** A request to a route, as guards see it. */
export function requestTo(method: string, template: string): AskedRequest {
  return { method: method === 'ANY' ? 'GET' : method, path: template.replace(/\{[^}]*\}/g, '1'), template }
}

type AskedGuard = Omit<GuardFact, 'level'>

/** What a guard asks of callers of one route: a table of roles by path may ask for none there. */
export function askedOf(reader: Reader, attachment: Attachment, asked: AskedRequest, guards: readonly AskedGuard[]): readonly AskedGuard[] {
  if (guards.every(({ kind }) => kind !== 'role') || !admitsEveryRole(reader, attachment, asked)) return guards
  const others = guards.filter(({ kind }) => kind !== 'role')
  return others.length > 0 ? others : guards.map((guard) => ({ ...guard, kind: 'authentication' as const }))
}

/** Whether the roles that a guard of Python's lets through to a route are those of whoever signs up: `role not in roles_of(request.path)`. */
function admitsEveryRole(reader: Reader, { scope, slot, manner }: Attachment, asked: AskedRequest): boolean {
  if (scope.module.language !== 'python') return false
  const code = codeOf(reader, reader.denoter.denote(scope, slot), callBehind(reader, scope, slot), manner)
  if (code === null) return false
  const lists = code.target.function.blocks.flatMap(({ terminator }): PlainConstant[] => {
    if (terminator.op !== 'branch') return []
    const test = definitionBehind(code.target, terminator.condition)
    if (test?.instruction.op !== 'binary' || !/^(?:not-)?in$/.test(test.instruction.operator)) return []
    if (!isRole(reader, test.scope, test.instruction.left)) return []
    const list = knownValue({ reader, asked, isByPart: false, steps: 0 }, test.scope, test.instruction.right)
    return list?.kind === 'value' ? [list.value] : []
  })
  return lists.some((list) => Array.isArray(list) && list.some((role) => typeof role === 'string' && isGivenToEverybody(reader, role)))
}

/** `user['role']`, `user.role`. */
function isRole(reader: Reader, scope: Scope, slot: Slot): boolean {
  const found = definitionBehind(scope, slot)
  if (found?.instruction.op === 'get') return /^roles?$/.test(found.instruction.key)
  if (found?.instruction.op !== 'index') return false
  const key = reader.denoter.denote(found.scope, found.instruction.index)
  return key.kind === 'constant' && /^roles?$/.test(String(key.value))
}
