import type { Scope } from '../engine/program.ts'
import type { BlockIndex, Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { ordinarySuccessors } from '../routes/function-view.ts'
import { definitionBehind, isServed, type SeenCall, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const HMAC =
  /^(?:crypto\.createHmac|crypto\.createVerify|crypto\.verify|hmac\.(?:new|digest|compare_digest)|crypto\.(?:webcrypto\.)?subtle\.verify|(?:\w+\.)*verify)$/
const PARSE = /^(?:JSON\.parse|json\.loads|(?:orjson|ujson|simplejson|rapidjson)\.loads|msgspec\.json\.decode)$/
const MAX_DEPTH = 3

/** Tokens of three parts that the source signs and reads itself: `header.payload.signature`. */
export function handMadeTokens(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    const text = reader.textOf(module.file)
    if (!/base64|b64|atob/i.test(text) || !/["']alg["']|\balg\b|JWT/.test(text)) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      if (fn.index === 0 || !readsParts(context, scope)) continue
      unsignedAccepted(context, scope)
      expiryRead(context, scope)
    }
  }
}

/** Splits at dots and parses what it decoded: that is reading a token. */
export function readsParts({ reader }: PatternContext, scope: Scope): boolean {
  const calls = reader.callsIn(scope.function)
  const splits = calls.some((call) => {
    const first = call.call.args[0]
    return /^(?:split|rsplit|partition)$/.test(call.method) && first !== undefined && stringAt(reader, call, first.value) === '.'
  })
  return splits && parses(reader, scope, new Set(), 0)
}

function parses(reader: PatternContext['reader'], scope: Scope, seen: Set<IrFunction>, depth: number): boolean {
  if (depth > 1 || seen.has(scope.function)) return false
  seen.add(scope.function)
  return reader
    .callsIn(scope.function)
    .some(
      (call) =>
        PARSE.test(call.name) ||
        (call.callee.kind === 'function' &&
          parses(reader, { module: call.callee.module, function: call.callee.function }, seen, depth + 1)),
    )
}

/** `if (header.alg === 'none') return claims`: what nobody signed is believed. */
function unsignedAccepted(context: PatternContext, scope: Scope): void {
  const { reader } = context
  for (const block of scope.function.blocks) {
    const { terminator } = block
    if (terminator.op !== 'branch') continue
    const condition = definitionBehind(scope, terminator.condition)?.instruction
    if (condition === undefined || !/\balg/i.test(reader.textOf(scope.module.file).slice(condition.start, condition.end))) continue
    const says = whatIsUnsigned(reader, scope, condition, terminator)
    if (says === null) continue
    for (const kind of ['jwt-not-verified', 'jwt-no-algorithms'] as const)
      context.emit(scope, condition.start, condition.end, {
        kind,
        cwe: 347,
        message: `${says} is accepted without a signature`,
        details: { handMade: true },
        confidence: 'high',
      })
  }
}

type Branch = Extract<IrFunction['blocks'][number]['terminator'], { op: 'branch' }>

/** What a test of the algorithm lets pass: the word "none", or whatever a table of algorithms does not know. */
function whatIsUnsigned(reader: PatternContext['reader'], scope: Scope, condition: Instruction, branch: Branch): string | null {
  if (condition.op === 'binary' && /^(?:==|!=)$/.test(condition.operator)) {
    const isNone = [condition.left, condition.right].some((slot) => /^none$/i.test(stringAt(reader, scope, slot) ?? ''))
    const side = condition.operator === '==' ? branch.then : branch.else
    return isNone && returnsUnchecked(reader, scope, side) ? 'a token that says "none"' : null
  }
  const asks = condition.op === 'unary' || condition.op === 'index' || condition.op === 'call'
  // What was read out of the token, and no word about what is wrong with it.
  const read = reader
    .callsIn(scope.function)
    .filter(({ name, callee }) => PARSE.test(name) || (callee.kind === 'function' && parses(reader, target(callee), new Set(), 1)))
  const isRead = (returned: Slot): boolean => read.some(({ call }) => comesFrom(scope, returned, call.dst))
  const [then, other] = [branch.then, branch.else].map((side) => returnsUnchecked(reader, scope, side, isRead))
  return asks && then !== other ? 'a token of an unknown algorithm' : null
}

/** Whether a way ends in a value, before anything is thrown or a signature is checked. */
function returnsUnchecked(
  reader: PatternContext['reader'],
  scope: Scope,
  start: BlockIndex,
  isBelieved: (returned: Slot) => boolean = () => true,
): boolean {
  const seen = new Set<BlockIndex>()
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const block = seen.has(at) ? undefined : scope.function.blocks[at]
    if (block === undefined) continue
    seen.add(at)
    const calls = block.instructions.flatMap((one) => (one.op === 'call' ? (reader.seenCall(one) ?? []) : []))
    if (calls.some((call) => isSignatureCheck(reader, call, 0))) continue
    if (block.terminator.op === 'return' && block.terminator.src >= 0) {
      const denoted = reader.denoter.denote(scope, block.terminator.src)
      const isValue = denoted.kind !== 'constant' || (denoted.value !== null && denoted.value !== undefined && denoted.value !== false)
      if (isValue && isBelieved(block.terminator.src)) return true
    }
    open.push(...ordinarySuccessors(block.terminator))
  }
  return false
}

/** A token whose signature is checked and whose expiry is not, neither here nor by who calls. */
function expiryRead(context: PatternContext, scope: Scope): void {
  const { reader } = context
  if (!checksSignature(reader, scope, 0)) return
  const readers = [scope, ...reader.callersOf(scope.function)]
  const isChecked = readers.some(({ module, function: fn }) => mentionsExpiry(reader, { module, function: fn }, 0))
  if (isChecked) {
    context.examine('jwt-verify', scope, scope.function.start, scope.function.end)
    return
  }
  // Where the claims are there, and could be asked.
  const read = reader
    .callsIn(scope.function)
    .findLast(({ name, callee }) => PARSE.test(name) || (callee.kind === 'function' && parses(reader, target(callee), new Set(), 1)))
  const head = reader.textOf(scope.module.file).indexOf('\n', scope.function.start)
  const at = read?.call ?? { start: scope.function.start, end: head === -1 ? scope.function.end : head }
  context.emit(scope, at.start, at.end, {
    kind: 'jwt-no-expiry',
    cwe: 613,
    message: 'the expiry of the token is not checked',
    details: { handMade: true },
    confidence: 'high',
  })
}

/** Whether a signature is computed or compared, here or in what is called. */
export function checksSignature(reader: PatternContext['reader'], scope: Scope, depth: number): boolean {
  return reader.callsIn(scope.function).some((call) => isSignatureCheck(reader, call, depth))
}

function isSignatureCheck(reader: PatternContext['reader'], call: SeenCall, depth: number): boolean {
  return (
    HMAC.test(call.name) ||
    (depth < MAX_DEPTH && call.callee.kind === 'function' && checksSignature(reader, target(call.callee), depth + 1))
  )
}

function target(callee: Extract<SeenCall['callee'], { kind: 'function' }>): Scope {
  return { module: callee.module, function: callee.function }
}

function mentionsExpiry(reader: PatternContext['reader'], scope: Scope, depth: number): boolean {
  const isRead = scope.function.blocks.some((block) => block.instructions.some((one) => readsExpiry(reader, scope, one)))
  if (isRead || depth >= MAX_DEPTH) return isRead
  return reader
    .callsIn(scope.function)
    .some((call) => call.callee.kind === 'function' && mentionsExpiry(reader, target(call.callee), depth + 1))
}

function readsExpiry(reader: PatternContext['reader'], scope: Scope, instruction: Instruction): boolean {
  if (instruction.op === 'get') return /^(?:exp|expires\w*|iat|issuedAt)$/i.test(instruction.key)
  const key =
    instruction.op === 'index'
      ? instruction.index
      : instruction.op === 'call' && instruction.method === 'get'
        ? (instruction.args[0]?.value ?? -1)
        : -1
  return key >= 0 && /^(?:exp|expires\w*|iat)$/i.test(stringAt(reader, scope, key) ?? '')
}
