import type { Scope } from '../engine/program.ts'
import type { Block, BlockIndex, Instruction, Slot } from '../ir/ir.ts'
import { viewOf } from '../routes/function-view.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const BROAD = new Set(['Exception', 'BaseException', 'Error', 'Throwable', 'StandardError'])
const MAX_BLOCKS = 30

/** Handlers that catch everything and do nothing with it. */
export function swallowedExceptions(context: PatternContext): void {
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file)) continue
    for (const fn of module.functions) {
      if (!viewOf(fn).operations.has('catch')) continue
      const scope = { module, function: fn }
      for (const [index, block] of fn.blocks.entries()) {
        // The caught exception is the first instruction of its block.
        const caught = block.instructions[0]
        if (caught?.op !== 'catch') continue
        const isBroad = caught.types.length === 0 || caught.types.some((type) => BROAD.has(type))
        if (!isBroad) continue
        const body = readHandler(context, scope, index, caught)
        if (body.isSilent && !(body.returns === 'other' && isOnlyParsed(context, scope, caught)))
          emitSwallowed(context, scope, caught, body)
        else context.examine('swallowed-exception', scope, caught.start, caught.end)
      }
    }
  }
}

interface HandlerBody {
  readonly isSilent: boolean
  readonly returns: 'true' | 'other' | 'nothing'
  /** It waits and tries again, and says nothing when the last try failed too. */
  readonly isRetry?: boolean
}

function emitSwallowed(context: PatternContext, scope: Scope, caught: Extract<Instruction, { op: 'catch' }>, body: HandlerBody): void {
  const isGuard = body.returns === 'true' && /auth|verify|valid|check|permission|allow|can_|is_/i.test(scope.function.name)
  context.emit(scope, caught.start, caught.end, {
    kind: 'swallowed-exception',
    cwe: 391,
    message: isGuard ? 'any exception makes the check succeed' : 'any exception is caught and nothing is done with it',
    details: { isBare: caught.types.length === 0, returns: body.returns, failsOpen: isGuard },
    confidence: isGuard
      ? 'high'
      : body.isRetry === true
        ? 'medium'
        : body.returns === 'other' || isDeliberate(context, scope, caught)
          ? 'low'
          : scope.module.language === 'python'
            ? 'high'
            : 'medium',
  })
}

/**
 * `try { return new URL(text).pathname } catch { return '/' }`: what was tried is a parser, whose failure has one meaning, and the answer to it is
 * given. JavaScript names no kinds of exceptions that a handler could ask for.
 */
function isOnlyParsed({ reader }: PatternContext, { module }: Scope, caught: Extract<Instruction, { op: 'catch' }>): boolean {
  if (module.language !== 'javascript') return false
  const text = reader.textOf(module.file)
  const before = text.slice(Math.max(0, caught.start - LONGEST_PARSE), caught.start)
  const tried = before.slice(before.lastIndexOf('try'))
  return before.includes('try') && PARSES.test(tried) && !/\bawait\b/.test(tried)
}

const LONGEST_PARSE = 400
const PARSES = /\bnew URL\(|\bJSON\.parse\(|\bdecodeURI(?:Component)?\(|\bBigInt\(|\bnew RegExp\(/

/** What may fail without anybody being the worse for it. */
export const CLEAN_UP =
  /\b(?:require|import|unlink|unlinkSync|rm|rmSync|close|destroy|kill|terminate|rollback|disconnect|removeListener|abort|release|mkdir|mkdirSync|makedirs)\b\s*\(/

/** A comment in the handler says why, or what was tried is a clean-up or an optional import. */
function isDeliberate({ reader }: PatternContext, scope: Scope, caught: Extract<Instruction, { op: 'catch' }>): boolean {
  const text = reader.textOf(scope.module.file)
  const [head = '', next = '', after = ''] = text.slice(caught.start, caught.start + 400).split('\n', 3)
  const handler =
    scope.module.language === 'python' ? `${head}\n${next}\n${after}` : text.slice(caught.start, text.indexOf('}', caught.start) + 1)
  const tried = text.slice(Math.max(0, caught.start - 160), caught.start)
  return /\/\/|\/\*|#\s*\w/.test(handler) || CLEAN_UP.test(tried.slice(Math.max(tried.lastIndexOf('try'), 0)))
}

/** Whether the way through a handler does anything at all: a call, a throw, a use of the exception, an assignment that tells. */
function readHandler(context: PatternContext, scope: Scope, start: BlockIndex, caught: Extract<Instruction, { op: 'catch' }>): HandlerBody {
  const { blocks } = scope.function
  let at: BlockIndex = start
  let waits = false
  for (let step = 0; step < MAX_BLOCKS; step += 1) {
    const block = blocks[at]
    if (block === undefined) break
    if (block.instructions.some((instruction) => acts(context, instruction, caught))) return { isSilent: false, returns: 'nothing' }
    waits ||= block.instructions.some((instruction) => isWait(context, instruction))
    const { terminator } = block
    // A loop that only waits and tries again is silent when what follows the loop says nothing either.
    if (terminator.op === 'next' && waits) {
      at = terminator.exit
      continue
    }
    if (terminator.op === 'throw' || terminator.op === 'branch' || terminator.op === 'next') return { isSilent: false, returns: 'nothing' }
    if (terminator.op === 'return') {
      const found = returned(context, scope, block, terminator.src)
      // After tries that all failed, a value made of nothing but constants says that all went well.
      return waits ? { ...found, isSilent: true, isRetry: true } : found
    }
    if (terminator.op !== 'jump') break
    // Beyond the handler its code ends and the ordinary way goes on.
    if (isJoin(blocks, terminator.to, at) && !waits) break
    at = terminator.to
  }
  return { isSilent: true, returns: 'nothing' }
}

function returned(context: PatternContext, scope: Scope, _block: Block, slot: Slot): HandlerBody {
  const denoted = slot < 0 ? null : context.reader.denoter.denote(scope, slot)
  if (denoted === null || (denoted.kind === 'constant' && (denoted.value === null || denoted.value === undefined)))
    return { isSilent: true, returns: slot < 0 || scope.module.language === 'python' ? 'nothing' : 'other' }
  if (denoted.kind === 'constant')
    return denoted.value === true ? { isSilent: true, returns: 'true' } : { isSilent: true, returns: 'other' }
  return { isSilent: false, returns: 'other' }
}

const WAIT = /^(?:sleep|pause|back_?off|delay|wait|setTimeout)$/i

function isWait({ reader }: PatternContext, instruction: Instruction): boolean {
  if (instruction.op !== 'call') return false
  const seen = reader.seenCall(instruction)
  return seen !== undefined && WAIT.test(seen.callee.kind === 'function' ? seen.callee.function.name : seen.method)
}

function acts(context: PatternContext, instruction: Instruction, caught: Extract<Instruction, { op: 'catch' }>): boolean {
  switch (instruction.op) {
    case 'call':
      return !isWait(context, instruction)
    case 'set':
    case 'set-index':
    case 'append':
    case 'store-up':
    case 'yield':
    case 'delete':
      return true
    case 'move':
      return instruction.src !== caught.dst
    default:
      return false
  }
}

function isJoin(blocks: readonly Block[], to: BlockIndex, from: BlockIndex): boolean {
  let count = 0
  blocks.forEach((block, index) => {
    const { terminator } = block
    const reaches =
      (terminator.op === 'jump' && terminator.to === to) ||
      (terminator.op === 'branch' && (terminator.then === to || terminator.else === to)) ||
      (terminator.op === 'next' && (terminator.exit === to || terminator.body === to))
    // The way back to the head of a loop is no second way into it.
    const isBack = blocks[to]?.terminator.op === 'next' && terminator.start > (blocks[to]?.terminator.start ?? 0)
    if (reaches && index !== from && !isBack) count += 1
  })
  return count > 0
}
