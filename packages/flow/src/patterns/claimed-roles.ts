import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { BlockIndex, IrFunction, Slot } from '../ir/ir.ts'
import { statusesOfBlock } from '../routes/guard-statuses.ts'
import { leadsToRefusal } from '../routes/handler-guards.ts'
import { definitionBehind, isConstant, isServed } from '../routes/reader.ts'
import { type CallerRead, declaredRead, readOfCaller } from './caller-reads.ts'
import type { PatternContext } from './context.ts'

const ROLE_KEY = /(?:^|[_-])(?:roles?|is[_-]?(?:admin|staff|superuser|manager)|admin|user[_-]?(?:type|role)|access[_-]?level|privileges?)$/i
/** A part of the service that answers for what the header says, or a look at who sent it. */
const VOUCHED = /hmac|compare_digest|timingSafe|signature|verif|gateway|trusted|proxy|mtls|client_?cert/i
const READS = /cookie|header|META/i
const DEEPEST = 4

/** A role that the caller tells of itself, in a cookie or a header, and that decides who is let in. */
export function claimedRoles(context: PatternContext): void {
  const handlers = new Set<IrFunction>()
  for (const { fact, handler } of context.routes) {
    if (handler === null) continue
    handlers.add(handler.function)
    if (fact.purpose !== 'login' && fact.purpose !== 'register') decidesByClaim(context, handler, `${fact.method} ${fact.path}`)
  }
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file) || !READS.test(context.reader.textOf(module.file))) continue
    for (const fn of module.functions) if (fn.index > 0 && !handlers.has(fn)) decidesByClaim(context, { module, function: fn }, null)
  }
}

/** In a handler, or in what stands before handlers: a decorator, a dependency, a middleware. */
function decidesByClaim(context: PatternContext, scope: Scope, route: string | null): void {
  for (const { terminator } of scope.function.blocks) {
    if (terminator.op !== 'branch') continue
    const claim = claimIn(context, scope, terminator.condition, 0)
    if (claim === null) continue
    if (route === null && (claim.part === 'parameter' || (claim.part === 'header' && isVouched(context, scope)))) continue
    const refusing = [terminator.then, terminator.else].filter((side) => leadsToRefusal(context.reader, scope, side, false, true))
    if (refusing.length === 0) continue
    // A role in a form may be the new one of somebody: what is done with it ends in a redirection as well.
    if (claim.part === 'parameter' && !refusing.some((side) => forbids(context, scope, side))) continue
    const what = claim.part === 'cookie' ? `a cookie ${claim.name} that nobody signed` : `${claim.name} is what the caller sends`
    context.emit(scope, terminator.start, terminator.end, {
      kind: 'role-claimed',
      cwe: claim.part === 'cookie' ? 565 : 807,
      message: `${route ?? scope.function.name.slice(scope.function.name.lastIndexOf('.') + 1)} lets in whoever says to be one of them: ${what}`,
      details: { name: claim.name, ...(route === null ? {} : { route }) },
      confidence: 'high',
    })
  }
}

function forbids({ reader }: PatternContext, scope: Scope, side: BlockIndex): boolean {
  const block = scope.function.blocks[side]
  return block !== undefined && statusesOfBlock(reader, scope, block).some((status) => status === 401 || status === 403)
}

function isVouched({ reader }: PatternContext, { module, function: fn }: Scope): boolean {
  return VOUCHED.test(reader.textOf(module.file).slice(fn.start, fn.end))
}

/** A role in a part of the request that a condition compares with a constant, or takes as it is; also where a function of the tree does it. */
function claimIn(context: PatternContext, scope: Scope, slot: Slot, depth: number): CallerRead | null {
  if (depth > DEEPEST) return null
  const { reader } = context
  const declared = declaredRead(reader, scope, slot)
  if (declared !== null) return ROLE_KEY.test(declared.name) ? declared : null
  const found = definitionBehind(scope, slot)
  if (found === null) return claimOfAny(context, scope, slot, depth)
  if (found.scope.function !== scope.function) return null
  const { instruction } = found
  if (instruction.op === 'unary') return claimIn(context, scope, instruction.operand, depth + 1)
  if (instruction.op === 'binary') {
    const sides = [instruction.left, instruction.right]
    const isCompared = sides.some((side) => /^(?:constant|list)$/.test(reader.denoter.denote(scope, side).kind))
    if (!isCompared || sides.some((side) => isConstant(reader.denoter.denote(scope, side), null))) return null
    return sides.map((side) => claimIn(context, scope, side, depth + 1)).find((claim) => claim !== null) ?? null
  }
  const read = readOfCaller(reader, scope, instruction)
  if (read !== null) return ROLE_KEY.test(read.name) ? read : null
  if (instruction.op !== 'call') return null
  if (/^(?:strip|lower|upper|trim|toLowerCase|toUpperCase)$/.test(instruction.method))
    return claimIn(context, scope, instruction.receiver, depth + 1)
  const callee = reader.seenCall(instruction)?.callee
  if (callee?.kind !== 'function' || callee.function.blocks.length > FEW_BLOCKS) return null
  const answers = callee.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : [],
  )
  return answers.length === 1 ? claimIn(context, callee, answers[0] ?? -1, depth + 1) : null
}

/** A function that does nothing but ask. */
const FEW_BLOCKS = 4

/** `request.cookies.get('role') or 'member'`: one of the values that a name may have. */
function claimOfAny(context: PatternContext, scope: Scope, slot: Slot, depth: number): CallerRead | null {
  const values = definitionsOf(scope.module, scope.function, slot).flatMap((one) =>
    one.kind === 'instruction' && one.instruction.op === 'move' ? [one.instruction.src] : [],
  )
  const claims = values.map((value) => claimIn(context, scope, value, depth + 1))
  const others = values.filter((value, index) => claims[index] === null && kindOf(context, scope, value) !== 'constant')
  return others.length === 0 ? (claims.find((claim) => claim !== null) ?? null) : null
}

const kindOf = (context: PatternContext, scope: Scope, slot: Slot): string => context.reader.denoter.denote(scope, slot).kind
