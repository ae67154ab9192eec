import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Block, BlockIndex, Instruction, IrFunction, Slot, Terminator } from '../ir/ir.ts'
import { ordinarySuccessors } from './function-view.ts'
import { assertedStatus, noteMade, noteStatus, noteThrown, noteWrittenStatus, REFUSING_CALL } from './guard-statuses.ts'
import { isContinuation, isInside, isWrapped, newWalk, type Walk } from './guard-walk.ts'
import { guardKindOfName, KNOWN_GUARDS } from './known-guards.ts'
import { isErrorMade } from './made-errors.ts'
import { givesAnswer } from './passed-statuses.ts'
import { callBehind, definitionBehind, type FunctionRef, isConstant, nameOf, type Reader, type SeenCall, slotText } from './reader.ts'
import type { Manner } from './router-graph.ts'

/** What reading the body of an attached function showed. */
export interface BodyVerdict {
  /** Whether some way through it ends without letting the request on. */
  readonly refuses: boolean
  /** HTTP statuses of its refusals as far as they are written there. */
  readonly statuses: ReadonlySet<number>
  /** It asks code we cannot read, whose name speaks of authentication. */
  readonly asksLibrary: boolean
}

const NOTHING: BodyVerdict = { refuses: false, statuses: new Set(), asksLibrary: false }

const MAX_DEPTH = 5

export const VERIFYING_CALL =
  /^(?:jwt\.(?:decode|PyJWT\(\)\.decode)|jose\.jwt\.decode|jose\.jws\.verify|authlib\.jose\.(?:jwt|JsonWebToken\(\))\.decode|jsonwebtoken\.verify|jose\.(?:jwtVerify|compactVerify|jwtDecrypt)|itsdangerous\.\w+\(\)\.loads|firebase_admin\.auth\.verify_(?:id_token|session_cookie)|firebase-admin\.auth\(\)\.verifyIdToken|google\.oauth2\.id_token\.verify_\w+|google-auth-library\.OAuth2Client\(\)\.verifyIdToken|passport\.authenticate|hono\/jwt\.verify|fast-jwt\.createVerifier\(\)|paseto\.\w+\.verify)$/

const REFUSING_METHODS = new Set([
  'throw',
  'abort',
  'send_error',
  'jwtVerify',
  'assert',
  'unauthorized',
  'forbidden',
  'badRequest',
  'httpAbort',
  'permission_denied',
])

/** Reads what an attached function does with a request, from its beginning or from one of its blocks. */
export function bodyVerdict(reader: Reader, target: FunctionRef, manner: Manner, depth = 0, from: BlockIndex = 0): BodyVerdict {
  if (depth > MAX_DEPTH) return NOTHING
  const known = knownVerdicts(reader, target.function)
  const key = `${manner} ${depth} ${from}`
  const before = known.get(key)
  if (before !== undefined) return before
  const walk = newWalk(reader, target, manner, depth)
  walkFrom(walk, from)
  const verdict = { refuses: walk.refuses, statuses: walk.statuses, asksLibrary: walk.asksLibrary }
  known.set(key, verdict)
  return verdict
}

const verdicts = new WeakMap<Reader, Map<IrFunction, Map<string, BodyVerdict>>>()

/** A function that many places call, itself among them, is read once for each depth. */
function knownVerdicts(reader: Reader, fn: IrFunction): Map<string, BodyVerdict> {
  let ofReader = verdicts.get(reader)
  if (ofReader === undefined) {
    ofReader = new Map()
    verdicts.set(reader, ofReader)
  }
  let ofFunction = ofReader.get(fn)
  if (ofFunction === undefined) {
    ofFunction = new Map()
    ofReader.set(fn, ofFunction)
  }
  return ofFunction
}

/** Whether a guard refuses somebody whose role it does not name: a list of roles that are refused keeps nobody else out. */
export function refusesUnknownRole(reader: Reader, target: FunctionRef, manner: Manner): boolean {
  const walk: Walk = { ...newWalk(reader, target, manner, 0), isUnknownRole: true }
  walkFrom(walk)
  return walk.refuses
}

/** Whether a function refuses somebody where some of its conditions are known. */
export function refusesWhere(reader: Reader, target: FunctionRef, manner: Manner, decide: Walk['decide']): boolean {
  const walk: Walk = { ...newWalk(reader, target, manner, 0), decide }
  walkFrom(walk)
  return walk.refuses
}

function walkFrom(walk: Walk, from: BlockIndex = 0): void {
  const { blocks } = walk.target.function
  const seen = new Set<BlockIndex>()
  const open: BlockIndex[] = [from]
  while (open.length > 0) {
    const index = open.pop()
    if (index === undefined || seen.has(index)) continue
    seen.add(index)
    const block = blocks[index]
    if (block === undefined) continue
    for (const next of stepThrough(walk, block)) open.push(next)
  }
}

/** Reads one block and tells where the way goes on; nowhere once the request was let through. */
function stepThrough(walk: Walk, block: Block): readonly BlockIndex[] {
  const handler = block.handler === -1 ? [] : [block.handler]
  let asksBefore = false
  for (const instruction of block.instructions) {
    if (instruction.op !== 'call') {
      noteWrittenStatus(walk, instruction)
      continue
    }
    const effect = callEffect(walk, instruction, block.handler !== -1)
    // What catches the errors of those further in, and of nothing else, answers for them.
    if (effect === 'goes-on') return asksBefore ? handler : []
    asksBefore = true
    if (effect === 'ends') {
      walk.refuses = true
      return handler
    }
  }
  const { terminator } = block
  switch (terminator.op) {
    case 'throw':
      if (block.handler !== -1) return handler
      noteThrown(walk, terminator.src)
      walk.refuses = true
      return []
    case 'return':
      if (returnRefuses(walk, terminator.src)) walk.refuses = true
      return handler
    case 'stop':
      if (walk.manner === 'next' || walk.manner === 'wrapper' || walk.manner === 'returns-truth') walk.refuses = true
      return handler
    case 'branch': {
      const decided = decidedWay(walk, terminator)
      return decided === null ? [terminator.then, terminator.else, ...handler] : [decided, ...handler]
    }
    default:
      return [...ordinarySuccessors(terminator), ...handler]
  }
}

/** The side of a branch that control takes by what is known; null when nobody knows. */
function decidedWay(walk: Walk, { condition, then, else: otherwise }: Extract<Terminator, { op: 'branch' }>): BlockIndex | null {
  const denoted = walk.reader.denoter.denote(walk.target, condition)
  if (denoted.kind === 'constant') return denoted.value ? then : otherwise
  const decided = walk.decide?.(condition) ?? null
  if (decided !== null) return decided ? then : otherwise
  const named = walk.isUnknownRole ? namesRole(walk, condition) : null
  return named === null ? null : named === 'is' ? otherwise : then
}

const ROLE_KEY = /roles?$|^rank$|^groups?$/i

/** `user.role == 'banned'`, `user.role in ('guest', 'banned')`: a comparison of a role with what is written out. */
function namesRole({ reader, target }: Walk, condition: Slot): 'is' | 'is-not' | null {
  const found = definitionBehind(target, condition)?.instruction
  if (found?.op !== 'binary' || !/^(?:[!=]==?|is|is-not|in|not-in)$/.test(found.operator)) return null
  const [role, written] = isRole(target, found.left) ? [found.left, found.right] : [found.right, found.left]
  const denoted = reader.denoter.denote(target, written)
  const isWritten = denoted.kind === 'constant' || (denoted.kind === 'list' && denoted.items.every(({ kind }) => kind === 'constant'))
  if (!isRole(target, role) || !isWritten) return null
  return /^(?:!|is-not|not-in)/.test(found.operator) ? 'is-not' : 'is'
}

function isRole(scope: Scope, slot: Slot): boolean {
  const found = definitionBehind(scope, slot)?.instruction
  return found?.op === 'get' && ROLE_KEY.test(found.key)
}

type Effect = 'none' | 'goes-on' | 'ends'

function callEffect(walk: Walk, call: Extract<Instruction, { op: 'call' }>, isCaught: boolean): Effect {
  const { reader, target } = walk
  const seen = reader.seenCall(call)
  if (seen === undefined) return 'none'
  noteStatus(walk, seen)
  if (isContinuation(walk, call)) {
    const first = call.args[0]
    if (walk.manner !== 'next' || first === undefined) return 'goes-on'
    const denoted = reader.denoter.denote(target, first.value)
    if (isConstant(denoted, 'route') || isConstant(denoted, null) || (denoted.kind === 'constant' && denoted.value === undefined))
      return 'goes-on'
    // `next(plot ? undefined : new HttpError(404))`
    const either = definitionsOf(target.module, target.function, first.value)
    if (
      either.length > 1 &&
      either.some((one) => one.kind === 'instruction' && !isRuledOut(walk, one.instruction) && makesError(walk, one.instruction))
    ) {
      walk.refuses = true
      return 'goes-on'
    }
    // Express and Fastify take an argument for an error; call_next of Starlette takes the request.
    return isErrorArgument(walk, first.value) && !isAccident(walk, first.value) ? 'ends' : 'goes-on'
  }
  const handed = handedOn(walk, call)
  if (handed !== null) {
    if (handed.refuses) walk.refuses = true
    if (handed.asksLibrary) walk.asksLibrary = true
    for (const status of handed.statuses) walk.statuses.add(status)
    return 'goes-on'
  }
  if (isCaught) return 'none'
  return endsRequest(walk, seen) ? (refusesAlways(seen) ? 'ends' : markRefusal(walk)) : 'none'
}

/**
 * `catch (error) { next(error) }` in a middleware that only loads who is calling: what fails there is the store, and whoever sent no session
 * passes. Where something in it throws for strangers, the same words are the refusal.
 */
function isAccident(walk: Walk, slot: Slot): boolean {
  const { reader, target, asked } = walk
  // `db.get(sql, [id], (err, member) => { if (err) return next(err) ... })`
  if (asked !== null && target.function.parameters[0]?.slot === slot) return !turnsAway(walk, asked) && !makesErrors(reader, asked)
  if (definitionBehind(target, slot)?.instruction.op !== 'catch') return false
  if (target.function.blocks.some(({ terminator, handler }) => terminator.op === 'throw' && handler !== -1)) return false
  return !reader.callsIn(target.function).some((call) => turnsAway(walk, call))
}

/** A call that throws for strangers, by what is known of it, its name, or what it does. */
function turnsAway({ reader, depth }: Walk, call: SeenCall): boolean {
  if (VERIFYING_CALL.test(call.name) || REFUSING_CALL.test(call.name) || REFUSING_METHODS.has(call.method)) return true
  if (call.callee.kind !== 'function') return guardKindOfName(call.method) !== null || TURNS_AWAY.test(call.method || call.name)
  return bodyVerdict(reader, { module: call.callee.module, function: call.callee.function }, 'returns', depth + 1).refuses
}

const TURNS_AWAY = /verify|authenticate|authorize|decode|decrypt|unseal/i

/** What a function of the tree calls back with is its own word about the caller when it makes errors, or by its name. */
function makesErrors(reader: Reader, { callee }: SeenCall): boolean {
  if (callee.kind !== 'function') return false
  const text = reader.textOf(callee.module.file).slice(callee.function.start, callee.function.end)
  return TURNS_AWAY.test(callee.function.name) || /\bnew\s+\w*Error\b|createError|unauthori[sz]ed|forbidden|denied/i.test(text)
}

/** A call that refuses some requests and lets the others on. */
function markRefusal(walk: Walk): Effect {
  walk.refuses = true
  return 'none'
}

function refusesAlways(seen: SeenCall): boolean {
  return /(?:^|\.)abort$/.test(seen.name) || (seen.method === 'throw' && seen.call.receiver >= 0)
}

function endsRequest(walk: Walk, seen: SeenCall): boolean {
  if (assertedStatus(walk.reader, seen) !== null) return true
  if (REFUSING_CALL.test(seen.name) || (VERIFYING_CALL.test(seen.name) && !hasCallback(walk, seen))) return true
  const code = seen.call.isDecorator ? null : calledCode(walk, seen)
  if (code !== null) {
    const inner = bodyVerdict(walk.reader, code, 'returns', walk.depth + 1)
    for (const status of inner.statuses) if (inner.refuses) walk.statuses.add(status)
    if (inner.asksLibrary) walk.asksLibrary = true
    return inner.refuses
  }
  if (seen.call.receiver >= 0 && REFUSING_METHODS.has(seen.call.method) && seen.callee.kind !== 'function') return true
  if (sendsCaught(walk, seen) || sendsRefusal(walk, seen)) return true
  // `self.set_status(401); self.finish()` of Tornado.
  if (seen.method === 'finish' && (walk.statuses.has(401) || walk.statuses.has(403))) return true
  if (
    seen.callee.kind !== 'function' &&
    guardKindOfName(seen.method) !== null &&
    /verify|authenticate|decode|protect|require|check|ensure|validate/i.test(seen.method)
  )
    walk.asksLibrary = true
  if (isGiven(walk, seen)) walk.asksLibrary = true
  return false
}

/** `self.check(request)` with a function of another module that the decorator was made with: whether it refuses is not known here. */
function isGiven({ reader, target, manner }: Walk, { callee, call }: SeenCall): boolean {
  return (
    manner === 'wrapper' &&
    callee.kind === 'library' &&
    call.receiver >= 0 &&
    /^(?:self|this)$/.test(slotText(reader, target, call.receiver))
  )
}

/** The code of the tree that a call runs: a function, or `__call__` of an object that is called. */
function calledCode({ reader }: Walk, { callee, call }: SeenCall): FunctionRef | null {
  const found = callee.kind === 'instance' && !call.isNew ? reader.denoter.member(callee, '__call__') : callee
  return found.kind === 'function' ? { module: found.module, function: found.function } : null
}

/** `catch (error) { reply.send(error) }`: the answer is the refusal itself, with the status that the error carries. */
function sendsCaught({ target }: Walk, { call, method }: SeenCall): boolean {
  const [first, ...more] = call.args
  if (method !== 'send' || first === undefined || more.length > 0) return false
  return definitionBehind(target, first.value)?.instruction.op === 'catch'
}

/** `await reply.code(401).send(...)` in a hook of Fastify: what was answered goes no further, whatever the hook returns. */
function sendsRefusal({ reader, target, manner, depth }: Walk, { call, method }: SeenCall): boolean {
  if (manner !== 'returns' || method !== 'send' || call.receiver < 0) return false
  const maker = callBehind(reader, target, call.receiver)
  if (maker === null || !/^(?:code|status)$/.test(maker.method)) return false
  if (depth > 0 && !/^(?:reply|rep)$/.test(target.function.names.get(maker.call.receiver) ?? slotText(reader, target, maker.call.receiver)))
    return false
  const status = maker.call.args[0] === undefined ? null : reader.denoter.denote(target, maker.call.args[0].value)
  return status?.kind === 'constant' && typeof status.value === 'number' && status.value >= 400
}

function hasCallback(walk: Walk, seen: SeenCall): boolean {
  return seen.call.args.some((argument) => walk.reader.denoter.denote(walk.target, argument.value).kind === 'function')
}

/** A call that is given the continuation, or a callback that calls it: the verdict of who got it; null for other calls. */
function handedOn(walk: Walk, call: Extract<Instruction, { op: 'call' }>): BodyVerdict | null {
  if (walk.wrapped.length === 0 || walk.depth >= MAX_DEPTH) return null
  const { reader, target } = walk
  for (const argument of call.args) {
    if (isWrapped(walk, target, argument.value)) return verdictOfReceiver(walk, call)
    const denoted = reader.denoter.denote(target, argument.value)
    if (
      denoted.kind !== 'function' ||
      denoted.module !== target.module ||
      !isInside(denoted.module.functions, denoted.function, target.function)
    )
      continue
    const callback: Walk = {
      ...walk,
      target: { module: denoted.module, function: denoted.function },
      depth: walk.depth + 1,
      statuses: new Set(),
      refuses: false,
      asksLibrary: false,
      asked: reader.seenCall(call) ?? null,
    }
    if (!callsContinuation(callback)) continue
    walkFrom(callback)
    return { refuses: callback.refuses, statuses: callback.statuses, asksLibrary: callback.asksLibrary }
  }
  return null
}

function verdictOfReceiver(walk: Walk, call: Extract<Instruction, { op: 'call' }>): BodyVerdict {
  const seen = walk.reader.seenCall(call)
  if (seen?.callee.kind === 'function') {
    return bodyVerdict(walk.reader, { module: seen.callee.module, function: seen.callee.function }, walk.manner, walk.depth + 1)
  }
  // `passport.authenticate('jwt')(req, res, next)`, `.catch(next)`: code we cannot read decides.
  const maker = call.callee >= 0 ? callBehind(walk.reader, walk.target, call.callee) : null
  if (maker !== null && (VERIFYING_CALL.test(maker.name) || KNOWN_GUARDS.has(maker.name)))
    return { refuses: true, statuses: new Set([401]), asksLibrary: true }
  // `handler(req, res, next)` with what nobody in sight has given.
  const isUnread = call.callee >= 0 && (seen?.callee.kind === 'parameter' || seen?.callee.kind === 'unknown')
  return { refuses: call.method === 'catch', statuses: new Set(), asksLibrary: isUnread }
}

function callsContinuation(walk: Walk): boolean {
  for (const block of walk.target.function.blocks) {
    for (const instruction of block.instructions) {
      if (
        instruction.op === 'call' &&
        (isContinuation(walk, instruction) || instruction.args.some((argument) => isWrapped(walk, walk.target, argument.value)))
      )
        return true
    }
  }
  return false
}

function makesError(walk: Walk, instruction: Instruction): boolean {
  if (instruction.op === 'move') return isErrorArgument(walk, instruction.src) && !isAccident(walk, instruction.src)
  if (instruction.op !== 'call') return false
  return makesErrorHere(walk, instruction)
}

function makesErrorHere(walk: Walk, call: Extract<Instruction, { op: 'call' }>): boolean {
  const seen = walk.reader.seenCall(call)
  if (seen === undefined) return call.isNew
  noteMade(walk, seen)
  return isErrorMade(walk.reader, seen)
}

/** Whether what is known of the conditions keeps control from an instruction: `next(isBanned ? forbidden() : undefined)` for who is not. */
function isRuledOut(walk: Walk, instruction: Instruction): boolean {
  const { blocks } = walk.target.function
  const at = blocks.findIndex(({ instructions }) => instructions.includes(instruction))
  const before = blocks.flatMap(({ terminator }) => (ordinarySuccessors(terminator).includes(at) ? [terminator] : []))
  return (
    before.length > 0 &&
    before.every((terminator) => {
      const decided = terminator.op === 'branch' ? decidedWay(walk, terminator) : null
      return decided !== null && decided !== at
    })
  )
}

function isErrorArgument(walk: Walk, slot: Slot): boolean {
  const found = definitionBehind(walk.target, slot)
  if (found === null) return walk.target.function.names.get(slot)?.match(/^(?:e|err|error|ex)$/i) !== null
  if (found.instruction.op === 'catch') return true
  if (found.instruction.op !== 'call') return /^(?:e|err|error)$/i.test(walk.target.function.names.get(slot) ?? '')
  return makesErrorHere(walk, found.instruction)
}

/** Whether what is returned is a refusal: depends on how the framework reads the returned value. */
function returnRefuses(walk: Walk, slot: Slot): boolean {
  if (walk.manner === 'next' || walk.manner === 'wrapper') return true
  const denoted = walk.reader.denoter.denote(walk.target, slot)
  if (walk.manner === 'returns-truth') return !(denoted.kind === 'constant' && denoted.value === true)
  if (walk.manner === 'returns-nothing')
    return slot >= 0 && !(denoted.kind === 'constant' && (denoted.value === null || denoted.value === undefined))
  const isAway = walk.statuses.has(302) && callBehind(walk.reader, walk.target, slot)?.method === 'redirect'
  return isAway || ([401, 403].some((status) => walk.statuses.has(status)) && isResponse(walk, slot))
}

function isResponse(walk: Walk, slot: Slot): boolean {
  const behind = callBehind(walk.reader, walk.target, slot)
  if (behind?.callee.kind === 'function' && givesAnswer(walk.reader, { module: behind.callee.module, function: behind.callee.function }))
    return true
  return (
    behind !== null &&
    /(?:send|json|status|code|redirect|jsonify|Response|end|error)\b/.test(
      `${behind.method} ${nameOf(behind.callee)} ${walk.target.function.names.get(behind.call.callee) ?? ''}`,
    )
  )
}
