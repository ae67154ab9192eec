import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { BlockIndex, Slot, Terminator } from '../ir/ir.ts'
import { statusesOfBlock } from '../routes/guard-statuses.ts'
import { leadsToRefusal } from '../routes/handler-guards.ts'
import { callBehind, definitionBehind, isConstant, isServed, type Reader } from '../routes/reader.ts'
import { BODY, CHOSEN, createTagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'

const COMPARES = /createHmac|hmac\.(?:new|compare|digest)|timingSafeEqual|compare_digest|constructEvent|\.verify\(/
const OF_SIGNATURE = /sig(?:n|nature)?(?:[_A-Z]|$)|hmac|digest|header|(?:^|_)mac$/i
const CHECK = /sign|hmac|verif|genuine|timing_?safe|compare/i

/** Checks of signatures that are spared: where there is none, or where the body says so. */
export function sparedSignatures(context: PatternContext): void {
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file) || !COMPARES.test(context.reader.textOf(module.file))) continue
    for (const fn of module.functions) if (fn.index !== 0) passedWithout(context, { module, function: fn })
  }
  for (const { fact, handler } of context.routes) if (handler !== null && fact.method !== 'GET') sparedByBody(context, handler)
}

/** `if (header) return isSame(header, wanted); return true`: who sends no signature has signed. */
function passedWithout(context: PatternContext, scope: Scope): void {
  const { reader } = context
  const { module, function: fn } = scope
  if (reader.callersOf(fn).length === 0 || !COMPARES.test(reader.textOf(module.file).slice(fn.start, fn.end))) return
  for (const { terminator } of fn.blocks) {
    if (terminator.op !== 'branch') continue
    const isPresent = asksPresence(reader, scope, terminator.condition, 0)
    if (isPresent === null) continue
    const answer = answerOf(reader, scope, isPresent ? terminator.else : terminator.then)
    if (answer === null) continue
    context.emit(scope, answer.start, answer.end, {
      kind: 'optional-signature',
      cwe: 347,
      message: `${fn.name} takes what has no signature for signed`,
      details: { function: fn.name },
      confidence: 'high',
    })
    return
  }
}

/** Whether a condition only asks if a parameter with a signature is there; null when it asks something else. */
function asksPresence(reader: Reader, scope: Scope, slot: Slot, depth: number): boolean | null {
  const named = scope.function.parameters.find((one) => one.slot === slot)
  if (named !== undefined)
    return OF_SIGNATURE.test(named.name) && definitionsOf(scope.module, scope.function, slot).length === 0 ? true : null
  const made = depth > 3 ? undefined : definitionBehind(scope, slot)?.instruction
  if (made?.op === 'unary' && /^(?:not|!)$/.test(made.operator)) {
    const inner = asksPresence(reader, scope, made.operand, depth + 1)
    return inner === null ? null : !inner
  }
  if (made?.op !== 'binary') return null
  const isNone = (side: Slot): boolean => {
    const denoted = reader.denoter.denote(scope, side)
    return denoted.kind === 'constant' && (denoted.value === null || denoted.value === undefined)
  }
  const other = isNone(made.left) ? made.right : isNone(made.right) ? made.left : null
  const inner = other === null ? null : asksPresence(reader, scope, other, depth + 1)
  if (inner === null) return null
  return /^(?:!==?|is-not)$/.test(made.operator) ? inner : /^(?:===?|is)$/.test(made.operator) ? !inner : null
}

const LONGEST = 4

/** The `return true` that a way ends in, with nothing done on it. */
function answerOf(reader: Reader, scope: Scope, from: BlockIndex): Terminator | null {
  let at = from
  for (let step = 0; step < LONGEST; step += 1) {
    const block = scope.function.blocks[at]
    if (block === undefined || block.instructions.some(({ op }) => op === 'call')) return null
    const { terminator } = block
    if (terminator.op === 'return') return isConstant(reader.denoter.denote(scope, terminator.src), true) ? terminator : null
    if (terminator.op !== 'jump') return null
    at = terminator.to
  }
  return null
}

/** `if (!genuine && !event.test) throw`: the body says whether it has to be signed. */
function sparedByBody(context: PatternContext, handler: Scope): void {
  const { reader } = context
  const tags = createTagReader(reader, new Map())
  for (const { terminator } of handler.function.blocks) {
    if (terminator.op !== 'branch') continue
    const checked = checkBehind(reader, handler, terminator.condition)
    if (checked === null) continue
    const [passed, failed] = checked ? [terminator.then, terminator.else] : [terminator.else, terminator.then]
    const asked = askedNext(handler, passed, failed)
    if (asked === null) continue
    const { condition, start, end } = asked
    const isRefused = [asked.then, asked.else].filter((side) => refuses(reader, handler, side)).length === 1
    const isSpared = isRefused && (tags.tags(handler, condition) & (BODY | CHOSEN)) !== 0
    if (!isSpared) continue
    context.emit(handler, start, end, {
      kind: 'optional-signature',
      cwe: 347,
      message: 'what the request itself says decides whether its signature is asked for',
      details: { function: handler.function.name },
      confidence: 'high',
    })
    return
  }
}

type Branch = Extract<Terminator, { op: 'branch' }>

/** What is asked where a check has failed, before anything is refused: the other half of `!genuine && !event.test`. */
function askedNext({ function: fn }: Scope, passed: BlockIndex, failed: BlockIndex): Branch | null {
  const next = fn.blocks[failed]
  if (next?.terminator.op !== 'branch' || next.instructions.some(({ op }) => op === 'call')) return null
  return next.terminator.then === passed || next.terminator.else === passed ? next.terminator : null
}

/** Whether a way ends the request as one that is wrong: 400 for a signature that does not fit. */
function refuses(reader: Reader, scope: Scope, from: BlockIndex): boolean {
  const block = scope.function.blocks[from]
  if (block === undefined) return false
  const isWrong = statusesOfBlock(reader, scope, block).some((status) => status >= 400 && status < 500)
  return (isWrong && block.terminator.op !== 'branch') || block.terminator.op === 'throw' || leadsToRefusal(reader, scope, from, true, true)
}

/** Whether a condition is what a check of a signature gave (true), or its opposite (false); null when it is something else. */
function checkBehind(reader: Reader, scope: Scope, slot: Slot, depth = 0): boolean | null {
  const made = depth > 3 ? undefined : definitionBehind(scope, slot)?.instruction
  if (made?.op === 'unary' && /^(?:not|!)$/.test(made.operator)) {
    const inner = checkBehind(reader, scope, made.operand, depth + 1)
    return inner === null ? null : !inner
  }
  const call = made?.op === 'call' ? callBehind(reader, scope, slot) : null
  if (call === null) return null
  const name = call.callee.kind === 'function' ? call.callee.function.name : call.name || call.method
  return CHECK.test(name) ? true : null
}
