import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { bodyVerdict } from './guard-proof.ts'
import { refusesByCount } from './rate-limits.ts'
import { definitionBehind, type FunctionRef, type Reader, textAt } from './reader.ts'
import { IDENTITY_KEYS } from './request-names.ts'
import type { Manner } from './router-graph.ts'

/** The code of a middleware, and how it hands on. */
interface Middleware {
  readonly target: FunctionRef
  readonly manner: Manner
}

/** Whoever answers 429 limits, whatever it is called, itself or through a helper: `refuse(req, res, seconds)`, `refuse(429, 'too many')`. */
export function answersTooMany(reader: Reader, { target, manner }: Middleware): boolean {
  if (bodyVerdict(reader, target, manner).statuses.has(429)) return true
  return reader.callsIn(target.function).some((site) => {
    if (site.callee.kind !== 'function') return false
    if (!site.call.isDecorator && bodyVerdict(reader, site.callee, 'returns').statuses.has(429)) return true
    return refusesByCount(reader, site.callee) || site.call.args.some(({ value }) => isTooMany(reader.denoter.denote(site, value)))
  })
}

const isTooMany = (denoted: Denotation): boolean => denoted.kind === 'constant' && denoted.value === 429

/** A token of the session that a middleware of the tree compares, itself or through a function that it calls, and refuses without it. */
export function comparesToken(reader: Reader, { target, manner }: Middleware): boolean {
  if (comparesHere(reader, { target, manner })) return true
  return reader
    .callsIn(target.function)
    .some(
      ({ callee, call }) => callee.kind === 'function' && !call.isDecorator && comparesHere(reader, { target: callee, manner: 'returns' }),
    )
}

/** A token of the form, or the site that it comes from, is compared, and nothing of who is signed in. */
export function asksOnlyForForm(reader: Reader, { target, manner }: Middleware): boolean {
  const { statuses } = bodyVerdict(reader, target, manner)
  if (statuses.has(401) || statuses.has(302) || !comparesToken(reader, { target, manner })) return false
  // The session keeps the token as well as the caller: the names tell which of the two is read.
  return !target.function.blocks.some(({ instructions }) =>
    instructions.some(
      (one) => one.op === 'get' && one.key !== 'session' && (IDENTITY_KEYS.has(one.key) || /user|member|account|actor/i.test(one.key)),
    ),
  )
}

function comparesHere(reader: Reader, { target, manner }: Middleware): boolean {
  const { module, function: fn } = target
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  const isNamed = (FORM_TOKEN.test(text) || ASKS_WHERE_FROM.test(text)) && (COMPARES.test(text) || asksToCompare(reader, fn))
  if (!isNamed && !(/session|cookie/i.test(text) && comparesKeptWithSent(reader, target))) return false
  const { refuses, statuses } = bodyVerdict(reader, target, manner)
  return refuses && REFUSALS.some((status) => statuses.has(status))
}

const FORM_TOKEN = /csrf|xsrf|authenticity_?token|form_?token|\bbody\??\.(?:_token\b|\[?['"]_token)/i

/** `isOurForm(ctx, token)`, which compares and answers yes or no. */
function asksToCompare(reader: Reader, fn: FunctionRef['function']): boolean {
  return reader
    .callsIn(fn)
    .some(
      ({ callee }) =>
        callee.kind === 'function' && COMPARES.test(reader.textOf(callee.module.file).slice(callee.function.start, callee.function.end)),
    )
}

/** 419 is what Laravel and those who follow it answer to a form that has expired. */
const REFUSALS = [400, 403, 419]
const COMPARES = /===|!==|timingSafeEqual|compare_digest|\b(?:verify|check|compare|same|equal)\w*\(/i
const COMPARING_CALL =
  /^(?:\w+\.)*(?:timingSafeEqual|compare_digest|constant_time_compare|safe_str_cmp|safe_?(?:equal|compare)|same|equals?)$/i
/** What session or cookie keep for this browser, and what a page of our own sends along. */
const KEPT = /\b(?:session|cookies?)\b/i
const SENT = /\.(?:form|POST|body|headers?|META|json|get_json)\b|\.get\(\s*['"]x-|get_header/i
const MOST_STEPS = 5

/** Whether a value that the session keeps is compared with one that the request sends. */
function comparesKeptWithSent(reader: Reader, scope: FunctionRef): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((instruction) => {
      const compared =
        instruction.op === 'binary' && /^[=!]==?$/.test(instruction.operator)
          ? [instruction.left, instruction.right]
          : instruction.op === 'call' && COMPARING_CALL.test(reader.seenCall(instruction)?.name || instruction.method)
            ? instruction.args.map(({ value }) => value)
            : []
      const texts = compared.map((slot) => textBehind(reader, scope, slot, 0))
      return texts.some((kept, at) => KEPT.test(kept) && texts.some((sent, other) => other !== at && SENT.test(sent) && !KEPT.test(sent)))
    }),
  )
}

/** The source text of what a value is made of. */
function textBehind(reader: Reader, scope: FunctionRef, slot: Slot, depth: number): string {
  if (slot < 0 || depth > MOST_STEPS) return ''
  const parts = definitionsOf(scope.module, scope.function, slot).flatMap((definition) => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    const own = textAt(reader, scope.module, instruction.start, instruction.end)
    const item = instruction.op === 'index' ? itemOf(reader, scope, instruction.object, instruction.index) : -1
    const of = (item >= 0 ? [item] : partsOf(instruction)).map((part) => textBehind(reader, scope, part, depth + 1))
    return instruction.op === 'move' || item >= 0 ? of : [own, ...of]
  })
  return parts.join(' ')
}

/** `kept, sent = session['form'], request.form['form']`: the item of a list that stands there. */
function itemOf(reader: Reader, scope: FunctionRef, object: Slot, index: Slot): Slot {
  const list = definitionBehind(scope, object)
  const at = reader.denoter.denote(scope, index)
  if (list?.instruction.op !== 'list' || list.scope.function !== scope.function || at.kind !== 'constant') return -1
  return list.instruction.items[Number(at.value)] ?? -1
}

function partsOf(instruction: Instruction): readonly Slot[] {
  if (instruction.op === 'move' || instruction.op === 'await') return [instruction.src]
  if (instruction.op === 'call') return [instruction.receiver, ...instruction.args.map(({ value }) => value)]
  return instruction.op === 'binary' ? [instruction.left, instruction.right] : []
}

/** The header by which a browser says which site a request comes from: no page can set it (Fetch, forbidden request headers). */
const ASKS_WHERE_FROM =
  /headers?(?:\(\))?\??(?:\.|\[\s*['"])(?:origin|referer|sec-fetch-site|x-requested-with)\b|\b(?:get|header)\(\s*['"](?:origin|referer|sec-fetch-site|x-requested-with)['"]|HTTP_(?:ORIGIN|REFERER|SEC_FETCH_SITE|X_REQUESTED_WITH)/i
