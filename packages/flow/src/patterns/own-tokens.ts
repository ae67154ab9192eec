import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { BlockIndex, Instruction, Slot } from '../ir/ir.ts'
import { comesFrom, operandsOf } from '../routes/comes-from.ts'
import { ordinarySuccessors } from '../routes/function-view.ts'
import { definitionBehind, isConstant, isServed, type Reader, type SeenCall, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { checksSignature } from './hand-made-tokens.ts'
import { becomesIdentity } from './identity-use.ts'

const SPLITS = /^(?:split|rsplit|partition|rpartition)$/
const SEPARATOR = /^[.:|~;-]{1,2}$/
const COMPARES = /sign|hmac|verif|digest|timing_?safe|constant_time|compare|equal|isSame|matches/i
/** What tells the age of something, or looks up what is still good. */
const ASKS_AGE =
  /\b(?:Date\.now|new Date|performance\.now|dayjs|moment|time\.time|time\(\)|datetime|timedelta|utcnow|timezone\.now|max_?age|ttl|expir\w*|exp|until|valid_?(?:until|to|till)|session\w*|revok\w*|blocklist|denylist|generation)\b/i

/** Tokens of an application's own making, `body.signature`: taken without a signature, and good for ever. */
export function ownTokens(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file) || !/\b(?:r?split|r?partition)\(/.test(reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      const split = fn.index === 0 ? undefined : splitOf(reader, scope)
      if (split === undefined || !checksSignature(reader, scope, 0)) continue
      unsignedTaken(context, scope, split)
      endless(context, scope)
    }
  }
}

function splitOf(reader: Reader, { function: fn }: Scope): SeenCall | undefined {
  return reader.callsIn(fn).find((call) => {
    const [first] = call.call.args
    return SPLITS.test(call.method) && first !== undefined && SEPARATOR.test(stringAt(reader, call, first.value) ?? '')
  })
}

/** `if (signature && signature !== sign(body)) throw ...`: who leaves the signature away is believed. */
function unsignedTaken(context: PatternContext, scope: Scope, split: SeenCall): void {
  const { reader } = context
  for (const { terminator } of scope.function.blocks) {
    if (terminator.op !== 'branch') continue
    const asked = presence(reader, scope, terminator.condition, split)
    if (asked === null || !isCompared(reader, scope, asked.part, split)) continue
    const truth = new Map<Slot, boolean>([[terminator.condition, !asked.isThere]])
    const from = asked.isThere ? terminator.else : terminator.then
    if (terminator.then === terminator.else || !endsInToken(reader, scope, split, from, truth)) continue
    const at = definitionBehind(scope, terminator.condition)?.instruction ?? terminator
    context.emit(scope, terminator.start, terminator.end > terminator.start ? terminator.end : at.end, {
      kind: 'jwt-not-verified',
      cwe: 347,
      message: 'a token without a signature is accepted: the signature is compared only when there is one',
      details: { handMade: true },
      confidence: 'high',
    })
    return
  }
}

interface Asked {
  readonly part: Slot
  /** Whether the condition is true where the part is there. */
  readonly isThere: boolean
}

/** A condition that only asks whether a part of the token is there. */
function presence(reader: Reader, scope: Scope, slot: Slot, split: SeenCall, depth = 0): Asked | null {
  const { instruction: made } = (depth > 3 ? null : definitionBehind(scope, slot)) ?? {}
  if (made?.op === 'unary' && /^(?:not|!)$/.test(made.operator)) {
    const inner = presence(reader, scope, made.operand, split, depth + 1)
    return inner === null ? null : { ...inner, isThere: !inner.isThere }
  }
  if (made?.op === 'binary') {
    const [part, other] = isNothing(reader, scope, made.right) ? [made.left, made.right] : [made.right, made.left]
    if (!isNothing(reader, scope, other) || !isPart(scope, part, split)) return null
    return /^(?:!==?|is-not)$/.test(made.operator)
      ? { part, isThere: true }
      : /^(?:===?|is)$/.test(made.operator)
        ? { part, isThere: false }
        : null
  }
  return isPart(scope, slot, split) ? { part: slot, isThere: true } : null
}

function isNothing(reader: Reader, scope: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  return isConstant(denoted, null) || isConstant(denoted, '') || (denoted.kind === 'constant' && denoted.value === undefined)
}

/** `parts[1]`, `const [body, signature] = token.split('.')`: a part itself, and nothing that is made of it. */
function isPart(scope: Scope, slot: Slot, split: SeenCall, depth = 0): boolean {
  if (depth > 6) return false
  const definitions = definitionsOf(scope.module, scope.function, slot)
  return (
    definitions.length > 0 &&
    definitions.every((definition) => {
      if (definition.kind !== 'instruction') return false
      const { instruction: one } = definition
      if (one.op === 'move' || one.op === 'await') return isPart(scope, one.src, split, depth + 1)
      return (one.op === 'get' || one.op === 'index') && comesOf(scope, one.object, split.call.dst)
    })
  )
}

function comesOf(scope: Scope, slot: Slot, made: Slot, depth = 0): boolean {
  if (slot === made) return true
  const [only, ...others] = definitionsOf(scope.module, scope.function, slot)
  if (depth > 4 || only?.kind !== 'instruction' || others.length > 0) return false
  return only.instruction.op === 'move' && comesOf(scope, only.instruction.src, made, depth + 1)
}

/** The part is the signature: it is compared with what was computed, or given to what compares. */
function isCompared(reader: Reader, scope: Scope, part: Slot, split: SeenCall): boolean {
  const key = keyOf(reader, scope, part, split)
  const isIt = (slot: Slot): boolean => key !== null && holdsKey(reader, scope, slot, split, key, 0)
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((one) => {
      if (one.op === 'binary' && /^[!=]==?$/.test(one.operator))
        return [one.left, one.right].some(isIt) && ![one.left, one.right].some((side) => isNothing(reader, scope, side))
      if (one.op !== 'call') return false
      const seen = reader.seenCall(one)
      const name = seen?.callee.kind === 'function' ? seen.callee.function.name : seen?.name || one.method
      return COMPARES.test(name) && one.args.some(({ value }) => isIt(value))
    }),
  )
}

/** Which part of the token a value is. */
function keyOf(reader: Reader, scope: Scope, slot: Slot, split: SeenCall): string | null {
  const made = definitionBehind(scope, slot)?.instruction
  if ((made?.op !== 'get' && made?.op !== 'index') || !comesOf(scope, made.object, split.call.dst)) return null
  if (made.op === 'get') return made.key
  const index = reader.denoter.denote(scope, made.index)
  return index.kind === 'constant' ? String(index.value) : null
}

function holdsKey(reader: Reader, scope: Scope, slot: Slot, split: SeenCall, key: string, depth: number): boolean {
  if (depth > 6) return false
  if (keyOf(reader, scope, slot, split) === key) return true
  const made = definitionBehind(scope, slot)?.instruction
  return made !== undefined && operandsOf(made).some((operand) => holdsKey(reader, scope, operand, split, key, depth + 1))
}

const LONGEST = 40

/** Whether the way without the signature ends in what the token says, with what is known of the conditions on it. */
function endsInToken(reader: Reader, scope: Scope, split: SeenCall, from: BlockIndex, known: ReadonlyMap<Slot, boolean>): boolean {
  const open: { readonly at: BlockIndex; readonly truth: ReadonlyMap<Slot, boolean> }[] = [{ at: from, truth: known }]
  const seen = new Set<BlockIndex>()
  for (let step = open.pop(); step !== undefined && seen.size < LONGEST; step = open.pop()) {
    const block = seen.has(step.at) ? undefined : scope.function.blocks[step.at]
    if (block === undefined) continue
    seen.add(step.at)
    const truth = new Map(step.truth)
    let isChecked = false
    for (const one of block.instructions) {
      isChecked ||= one.op === 'call' && COMPARES.test(reader.seenCall(one)?.name || one.method)
      learn(truth, one)
    }
    if (isChecked) continue
    const { terminator } = block
    if (terminator.op === 'return' && terminator.src >= 0 && isBelieved(reader, scope, terminator.src, split)) return true
    const decided = terminator.op === 'branch' ? truth.get(terminator.condition) : undefined
    const next =
      terminator.op === 'branch' && decided !== undefined ? [decided ? terminator.then : terminator.else] : ordinarySuccessors(terminator)
    for (const at of next) open.push({ at, truth })
  }
  return false
}

function learn(truth: Map<Slot, boolean>, one: Instruction): void {
  const learnt =
    one.op === 'move'
      ? truth.get(one.src)
      : one.op === 'const'
        ? Boolean(one.value)
        : one.op === 'unary' && /^(?:not|!)$/.test(one.operator)
          ? opposite(truth.get(one.operand))
          : undefined
  if (!('dst' in one)) return
  if (learnt === undefined) truth.delete(one.dst)
  else truth.set(one.dst, learnt)
}

const opposite = (known: boolean | undefined): boolean | undefined => (known === undefined ? undefined : !known)

/** What is returned was taken out of the token, and is no yes or no. */
function isBelieved(reader: Reader, scope: Scope, slot: Slot, split: SeenCall): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'constant') return denoted.value === true
  const made = definitionBehind(scope, slot)?.instruction
  return made?.op !== 'binary' && comesFrom(scope, slot, split.call.dst)
}

/** A token that says who somebody is, of which nobody asks how old it is. */
function endless(context: PatternContext, scope: Scope): void {
  const { reader } = context
  const callers = reader.callersOf(scope.function)
  const text = (one: Scope): string => reader.textOf(one.module.file).slice(one.function.start, one.function.end)
  if (callers.length === 0 || !callers.some((caller) => becomesIdentity(context, caller, caller.call.dst))) return
  const called = reader.callsIn(scope.function).flatMap(({ callee }) => (callee.kind === 'function' ? [callee] : []))
  const around = [scope, ...called, ...callers, ...callers.flatMap((caller) => reader.callersOf(caller.function))]
  // A word of its age proves nothing: it only leaves the finding away.
  if (around.some((one) => ASKS_AGE.test(text(one)))) return
  if (!callers.some((caller) => CARRIER.test(text(caller)))) return
  const head = reader.textOf(scope.module.file).indexOf('\n', scope.function.start)
  context.emit(scope, scope.function.start, head === -1 ? scope.function.end : head, {
    kind: 'jwt-no-expiry',
    cwe: 613,
    message: 'a token of the application names the caller, and nothing asks how old it is',
    details: { handMade: true },
    confidence: 'medium',
  })
}

const CARRIER = /authori[sz]ation|bearer|x-[\w-]*token|cookie/i
