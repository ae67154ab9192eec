import { definitionsOf } from '../engine/definitions.ts'
import type { BlockIndex, Slot, Terminator } from '../ir/ir.ts'
import { boundTags } from '../routes/bound-arguments.ts'
import { comparesMade } from '../routes/checked-signatures.ts'
import { statusesOfBlock } from '../routes/guard-statuses.ts'
import { leadsToRefusal } from '../routes/handler-guards.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { definitionBehind, type FunctionRef, isConstant, type Reader } from '../routes/reader.ts'
import { createTagReader, HEADER, type TagReader, type Tags } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'

type Branch = Extract<Terminator, { op: 'branch' }>

/** `if signature and not is_signed(body, signature): abort(401)`: who sends no signature is asked for none. */
export function optionalSignatures(context: PatternContext): void {
  for (const route of context.routes) {
    const { fact, handler } = route
    if (
      handler === null ||
      fact.method === 'GET' ||
      !context.reader
        .textOf(handler.module.file)
        .slice(handler.function.start, handler.function.end)
        .match(/sign|hmac/i)
    )
      continue
    const found = sparedFrom(context.reader, handler, headerTags(context.reader, route, handler), 0)
    if (found === null) continue
    const { target, spared } = found
    context.emit(target, spared.start, spared.end, {
      kind: 'optional-signature',
      cwe: 345,
      message: `the signature is checked only when there is one: ${fact.method} ${fact.path} does its work for requests without it`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'high',
    })
  }
}

const DEEPEST = 2

/** In a handler, or in a service that it hands the header on to: `await billing.captured(req.rawBody, req.get('x-signature'))`. */
function sparedFrom(
  reader: Reader,
  target: FunctionRef,
  given: TagReader,
  depth: number,
): { readonly target: FunctionRef; readonly spared: Branch } | null {
  const spared = sparedWhereAbsent({ reader, target, tags: (slot) => given.tags(target, slot) })
  if (spared !== null) return { target, spared }
  if (depth >= DEEPEST) return null
  for (const call of reader.callsIn(target.function)) {
    const { callee } = call
    if (callee.kind !== 'function' || call.call.isDecorator) continue
    const bound = boundTags(reader, call, callee.function, given)
    if (![...bound.values()].some((tags) => (tags & HEADER) !== 0)) continue
    const inner = sparedFrom(reader, callee, createTagReader(reader, new Map([[callee.function, bound]])), depth + 1)
    if (inner !== null) return inner
  }
  return null
}

/** The branch that asks for a check only where there is something to check; null where there is none. */
export function sparedWhereAbsent(look: Look): Branch | null {
  for (const { terminator } of look.target.function.blocks) {
    if (terminator.op !== 'branch') continue
    const sides = presence(look, terminator)
    if (sides !== null && checksNext(look, sides) && goesOn(look, terminator, sides.absent)) return terminator
  }
  return null
}

/** A function, and which of its values are what is checked: those are tagged as of a header. */
export interface Look {
  readonly reader: Reader
  readonly target: FunctionRef
  readonly tags: (slot: Slot) => Tags
}

function headerTags(reader: Reader, { fact }: ReadRoute, handler: FunctionRef): TagReader {
  const headers = new Set(fact.parameters.flatMap((one) => (one.in === 'header' ? [one.name.toLowerCase().replaceAll('-', '_')] : [])))
  const filled = handler.function.parameters.filter(({ name }) => headers.has(name.toLowerCase()))
  const frame = filled.length === 0 ? new Map() : new Map([[handler.function, new Map(filled.map(({ slot }) => [slot, HEADER]))]])
  return createTagReader(reader, frame)
}

interface Sides {
  readonly present: BlockIndex
  readonly absent: BlockIndex
}

/** The sides of a branch that only asks whether a header is there. */
function presence(look: Look, branch: Branch): Sides | null {
  const says = saysPresent(look, branch.condition, 0)
  if (says === null || branch.then === branch.else) return null
  return says ? { present: branch.then, absent: branch.else } : { present: branch.else, absent: branch.then }
}

function saysPresent(look: Look, slot: Slot, depth: number): boolean | null {
  if (depth > 3 || (look.tags(slot) & HEADER) === 0 || definitionsOf(look.target.module, look.target.function, slot).length > 1) return null
  const made = definitionBehind(look.target, slot)?.instruction
  if (made?.op === 'unary') {
    const inner = /^(?:not|!)$/.test(made.operator) ? saysPresent(look, made.operand, depth + 1) : null
    return inner === null ? null : !inner
  }
  if (made?.op === 'binary') {
    const isNothing = [made.left, made.right].some((side) => isNone(look, side))
    return !isNothing ? null : /^(?:!==?|is-not)$/.test(made.operator) ? true : /^(?:===?|is)$/.test(made.operator) ? false : null
  }
  // What a check gives is no header.
  return made?.op === 'call' && CHECK.test(nameOfCall(look.reader, made)) ? null : true
}

function isNone({ reader, target }: Look, slot: Slot): boolean {
  const denoted = reader.denoter.denote(target, slot)
  return isConstant(denoted, null) || (denoted.kind === 'constant' && denoted.value === undefined)
}

const CHECK = /sign|hmac|verif|digest|timing_?safe|constant_time|compare/i

const COMPARES = /(?:^|\.)(?:timingSafeEqual|compare_digest|constant_time_compare)$/

function nameOfCall(reader: Reader, call: Parameters<Reader['seenCall']>[0]): string {
  const seen = reader.seenCall(call)
  return seen?.callee.kind === 'function' ? seen.callee.function.name : (seen?.name ?? '') || call.method
}

function isCheck(reader: Reader, call: Parameters<Reader['seenCall']>[0]): boolean {
  const seen = reader.seenCall(call)
  if (CHECK.test(nameOfCall(reader, call))) return true
  return (
    seen?.callee.kind === 'function' &&
    (comparesMade(reader, seen) || reader.callsIn(seen.callee.function).some(({ name }) => COMPARES.test(name)))
  )
}

/** `token !== req.session.csrf`: the header itself is compared with something that is known here. */
function comparesItself(look: Look, terminator: Terminator): boolean {
  const made = terminator.op === 'branch' ? definitionBehind(look.target, terminator.condition)?.instruction : undefined
  if (made?.op !== 'binary' || !/^[!=]==?$/.test(made.operator)) return false
  const sides = [made.left, made.right]
  const isFixed = (slot: Slot): boolean => look.reader.denoter.denote(look.target, slot).kind === 'constant'
  return !sides.some(isFixed) && sides.filter((slot) => (look.tags(slot) & HEADER) !== 0).length === 1
}

const NEAR = 6

/** Whether the way goes on to a check that is given the header. */
function checksNext(look: Look, { present, absent }: Sides): boolean {
  const seen = new Set<BlockIndex>()
  let level = [present]
  for (let step = 0; step < NEAR && level.length > 0; step += 1) {
    const next: BlockIndex[] = []
    for (const index of level) {
      const block = seen.has(index) ? undefined : look.target.function.blocks[index]
      if (block === undefined) continue
      seen.add(index)
      const isAsked = block.instructions.some(
        (one) => one.op === 'call' && isCheck(look.reader, one) && one.args.some(({ value }) => (look.tags(value) & HEADER) !== 0),
      )
      if (isAsked || comparesItself(look, block.terminator)) return true
      // `signature && secret && !isSame(signature, sign(secret, body))`
      const { terminator } = block
      if (terminator.op === 'jump') next.push(terminator.to)
      else if (terminator.op === 'branch' && terminator.else === absent) next.push(terminator.then)
    }
    level = next
  }
  return false
}

const LONGEST = 12

/** Whether the request is answered as any other where the header is absent, with what is known of the condition. */
function goesOn(look: Look, { condition }: Branch, from: BlockIndex): boolean {
  const says = saysPresent(look, condition, 0)
  const truth = new Map<Slot, boolean>([[condition, says !== true]])
  let at = from
  let works = false
  for (let step = 0; step < LONGEST; step += 1) {
    const block = look.target.function.blocks[at]
    if (block === undefined || leadsToRefusal(look.reader, look.target, at, true, true)) return false
    if (statusesOfBlock(look.reader, look.target, block).some((status) => status >= 400 && status < 500)) return false
    for (const one of block.instructions) {
      if (one.op === 'move') remember(truth, one.dst, truth.get(one.src))
      else if (one.op === 'const') remember(truth, one.dst, Boolean(one.value))
      else if (one.op === 'unary' && /^(?:not|!)$/.test(one.operator)) {
        const inner = truth.get(one.operand)
        remember(truth, one.dst, inner === undefined ? undefined : !inner)
      } else if (one.op === 'call' && CHECK.test(nameOfCall(look.reader, one)))
        // `headers['x-signature'] ?? ''` is checked all the same.
        return false
      else if (one.op === 'call') works ||= !/^(?:log|info|warn|warning|error|debug)$/.test(one.method)
    }
    const { terminator } = block
    if (terminator.op === 'throw') return false
    if (terminator.op === 'jump') at = terminator.to
    else if (terminator.op === 'branch') {
      const known = truth.get(terminator.condition)
      // `given.length !== expected.length || ...`: what stands for the header that is not there is looked at.
      if (known === undefined) return works && (look.tags(terminator.condition) & HEADER) === 0
      at = known ? terminator.then : terminator.else
    } else return works
  }
  return works
}

function remember(truth: Map<Slot, boolean>, slot: Slot, value: boolean | undefined): void {
  if (value === undefined) truth.delete(slot)
  else truth.set(slot, value)
}
