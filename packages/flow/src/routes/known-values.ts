import type { PlainConstant } from '../engine/denotation.ts'
import { plainConstant } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Block, BlockIndex, Instruction, IrFunction, Slot } from '../ir/ir.ts'
import type { Reader } from './reader.ts'

/** The request that a guard is asked about. */
export interface AskedRequest {
  readonly method: string
  /** A path that fits the route: `/orders/1`. */
  readonly path: string
  /** As the route was registered: `/orders/{id}`. */
  readonly template: string
}

/** What is known of a value where method and path of the request are, and that it brings nothing else; `thing` is an object that is there, whatever it holds. */
export type Known = { readonly kind: 'value'; readonly value: PlainConstant } | { readonly kind: 'thing' } | null

/** A question about one request, and how it was answered. */
export interface Inquiry {
  readonly reader: Reader
  readonly asked: AskedRequest
  /** Whether a part of the path decided: what it begins with, or contains. */
  isByPart: boolean
  steps: number
}

type Variables = Map<Slot, Known>

interface Frame {
  readonly scope: Scope
  readonly variables: Variables
  readonly depth: number
}

const MOST_STEPS = 4000
const DEEPEST = 4
const MOST_ROUNDS = 200
const THING: Known = { kind: 'thing' }
const OF_REQUEST = /^(?:url|rel_url|match_info|route|resource|_request|request|scope)$/
const PATH_KEYS = /^(?:path|pathname|raw_path|path_info)$/
const CALLER = /^(?:current_?)?(?:user|member|account|principal|identity|caller|claims|session|auth)(?:_id)?$/i
const TEMPLATE_KEYS = /^(?:canonical|url_rule|path_format|rule)$/
const TEXT_METHODS: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
}

const known = (value: PlainConstant): Known => ({ kind: 'value', value })

/** What a slot of a function is, as far as method and path tell; null when they do not. */
export function knownValue(inquiry: Inquiry, scope: Scope, slot: Slot): Known {
  return knownAt(inquiry, { scope, variables: new Map(), depth: 0 }, slot)
}

/** Whether a condition holds; null when method and path do not tell. */
export function knownTruth(inquiry: Inquiry, scope: Scope, slot: Slot): boolean | null {
  return truth(knownValue(inquiry, scope, slot))
}

function truth(value: Known): boolean | null {
  if (value === null) return null
  if (value.kind === 'thing') return true
  return Array.isArray(value.value) ? value.value.length > 0 : Boolean(value.value)
}

/** By what gives a slot its only value; variables that have several are known while their function is run. */
function knownAt(inquiry: Inquiry, frame: Frame, slot: Slot): Known {
  const held = frame.variables.get(slot)
  if (held !== undefined) return held
  inquiry.steps += 1
  if (slot < 0 || inquiry.steps > MOST_STEPS) return null
  const definitions = assignments(frame.scope.function, slot)
  const [only] = definitions
  const value = definitions.length === 1 && only !== undefined ? made(inquiry, frame, only) : null
  if (value !== null) return value
  const constant = plainConstant(inquiry.reader.denoter.denote(frame.scope, slot))
  return constant === undefined ? null : known(constant.value)
}

function assignments({ blocks }: IrFunction, slot: Slot): readonly Instruction[] {
  return blocks.flatMap(({ instructions, terminator }) => [
    ...instructions.filter((one) => 'dst' in one && one.dst === slot),
    // Nobody knows the item of a loop outside it.
    ...(terminator.op === 'next' && terminator.dst === slot ? [UNKNOWN_ITEM, UNKNOWN_ITEM] : []),
  ])
}

const UNKNOWN_ITEM: Instruction = { op: 'global', dst: -1, name: '', start: 0, end: 0 }

function made(inquiry: Inquiry, frame: Frame, one: Instruction): Known {
  const at = (slot: Slot): Known => knownAt(inquiry, frame, slot)
  switch (one.op) {
    case 'const':
      return known(one.value)
    case 'move':
    case 'await':
      return at(one.src)
    case 'get':
      return member(inquiry, frame, one)
    case 'unary': {
      const held = one.operator === 'not' ? truth(at(one.operand)) : null
      return held === null ? null : known(!held)
    }
    case 'binary':
      return compared(inquiry, one.operator, at(one.left), at(one.right))
    case 'list': {
      const items = one.items.map((item, index) => (one.spreads[index] === true ? null : at(item)))
      return items.every((item) => item?.kind === 'value') ? known(items.map((item) => (item as { value: PlainConstant }).value)) : null
    }
    case 'index': {
      if (isCaller(inquiry, frame, one)) return known(null)
      const [object, index] = [at(one.object), at(one.index)]
      if (object?.kind !== 'value' || index?.kind !== 'value' || !Array.isArray(object.value)) return null
      const item = (object.value as readonly PlainConstant[])[Number(index.value)]
      return item === undefined ? null : known(item)
    }
    case 'call':
      return called(inquiry, frame, one)
    default:
      return null
  }
}

function member({ asked }: Inquiry, { scope, variables }: Frame, { object, key }: Extract<Instruction, { op: 'get' }>): Known {
  if (PATH_KEYS.test(key)) return known(asked.path)
  if (key === 'method') return known(asked.method)
  if (TEMPLATE_KEYS.test(key)) return known(asked.template)
  if (key === 'is_authenticated' || key === 'is_anonymous') return known(key === 'is_anonymous')
  const isParameter = scope.function.parameters.some(({ slot }) => slot === object)
  return OF_REQUEST.test(key) && (isParameter || variables.has(object) || assignments(scope.function, object).length === 1) ? THING : null
}

function compared(inquiry: Inquiry, operator: string, left: Known, right: Known): Known {
  if (left === null || right === null) return null
  if (left.kind === 'thing' || right.kind === 'thing') {
    const other = left.kind === 'thing' ? right : left
    if (other.kind !== 'value' || other.value != null) return null
    return /^(?:is|==)$/.test(operator) ? known(false) : /^(?:is-not|!=)$/.test(operator) ? known(true) : null
  }
  const [one, two] = [JSON.stringify(left.value), JSON.stringify(right.value)]
  switch (operator) {
    case '==':
    case 'is':
      return known(one === two)
    case '!=':
    case 'is-not':
      return known(one !== two)
    case 'in':
    case 'not-in': {
      const isIn = contains(inquiry, left.value, right.value)
      return isIn === null ? null : known(isIn === (operator === 'in'))
    }
    case '+':
      return typeof left.value === 'string' && typeof right.value === 'string' ? known(left.value + right.value) : null
    default:
      return null
  }
}

function contains(inquiry: Inquiry, item: PlainConstant, whole: PlainConstant): boolean | null {
  if (Array.isArray(whole)) {
    const text = JSON.stringify(item)
    return (whole as readonly PlainConstant[]).some((one) => JSON.stringify(one) === text)
  }
  if (typeof whole === 'string' && typeof item === 'string') {
    inquiry.isByPart = true
    return whole.includes(item)
  }
  return typeof whole === 'object' && whole !== null && typeof item === 'string' ? Object.hasOwn(whole, item) : null
}

function called(inquiry: Inquiry, frame: Frame, call: Extract<Instruction, { op: 'call' }>): Known {
  const given = argumentsOf(inquiry, frame, call)
  if (call.method === 'get' && isSent(inquiry, frame, call)) return given.length > 1 ? (given[1] ?? null) : known(null)
  const receiver = call.receiver >= 0 ? knownAt(inquiry, frame, call.receiver) : null
  if (receiver?.kind === 'value' && typeof receiver.value === 'string') return ofText(inquiry, receiver.value, call.method, given)
  const seen = inquiry.reader.seenCall(call)
  if (seen?.callee.kind === 'function' && frame.depth < DEEPEST) {
    const { module, function: callee } = seen.callee
    const parameters = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot)
    const variables: Variables = new Map(parameters.map(({ slot }, index) => [slot, given[index] ?? null]))
    return run(inquiry, { scope: { module, function: callee }, variables, depth: frame.depth + 1 })
  }
  const [first] = given
  if (/^(?:tuple|list|set|frozenset|str)$/.test(seen?.name ?? '')) return first ?? null
  return /^(?:any|all)$/.test(seen?.name ?? '') && call.args[0] !== undefined
    ? eachItem(inquiry, frame, call.args[0].value, seen?.name === 'any')
    : null
}

/** `request['user']`, which a stranger's request has none of. */
function isCaller({ reader }: Inquiry, { scope }: Frame, { object, index }: Extract<Instruction, { op: 'index' }>): boolean {
  const key = reader.denoter.denote(scope, index)
  const isParameter = scope.function.parameters.some(({ slot }) => slot === object)
  return isParameter && key.kind === 'constant' && typeof key.value === 'string' && CALLER.test(key.value)
}

/** `request.headers.get('Authorization')`: a stranger sends nothing of his own. */
function isSent({ reader }: Inquiry, { scope }: Frame, { receiver, args }: Extract<Instruction, { op: 'call' }>): boolean {
  const { function: fn } = scope
  const key = args[0] === undefined ? null : reader.denoter.denote(scope, args[0].value)
  // `request.get('user')` of aiohttp.
  if (fn.parameters.some(({ slot }) => slot === receiver)) return key?.kind === 'constant' && CALLER.test(String(key.value))
  const [only, ...more] = assignments(fn, receiver)
  return only?.op === 'get' && more.length === 0 && /^(?:headers|cookies|query|args|query_params|GET|COOKIES|session)$/.test(only.key)
}

function argumentsOf(inquiry: Inquiry, frame: Frame, { args }: Extract<Instruction, { op: 'call' }>): readonly Known[] {
  return args.flatMap((argument): readonly Known[] => {
    const value = argument.kind === 'named' ? null : knownAt(inquiry, frame, argument.value)
    if (argument.kind !== 'spread') return [value]
    return value?.kind === 'value' && Array.isArray(value.value) ? (value.value as readonly PlainConstant[]).map(known) : [null, null, null]
  })
}

function ofText(inquiry: Inquiry, text: string, method: string, given: readonly Known[]): Known {
  const change = TEXT_METHODS[method]
  const [first] = given
  if (change !== undefined && first === undefined) return known(change(text))
  if (first?.kind !== 'value') return null
  const texts = (Array.isArray(first.value) ? first.value : [first.value]).filter((one): one is string => typeof one === 'string')
  if (method === 'rstrip' || method === 'removesuffix') return known(texts[0] === '/' ? text.replace(/\/+$/, '') : text)
  const test = method === 'startswith' ? 'startsWith' : method === 'endswith' ? 'endsWith' : null
  if (test === null) return null
  if (text.startsWith('/')) inquiry.isByPart = true
  return known(texts.some((one) => text[test](one)))
}

/** `any(path.startswith(prefix) for prefix in PREFIXES)`: the test for each item of the list. */
function eachItem(inquiry: Inquiry, frame: Frame, list: Slot, isAny: boolean): Known {
  const { blocks } = frame.scope.function
  const test = blocks.flatMap(({ instructions }) => instructions).find((one) => one.op === 'append' && one.object === list)
  const loops = blocks.flatMap(({ terminator }) => (terminator.op === 'next' ? [terminator] : []))
  if (test?.op !== 'append') return null
  for (const loop of loops) {
    const items = knownAt(inquiry, frame, loop.iterable)
    if (items?.kind !== 'value' || !Array.isArray(items.value)) continue
    const found = (items.value as readonly PlainConstant[]).slice(0, MOST_ROUNDS).map((item) => {
      // The name of the comprehension is a variable of its own, which the item is moved to.
      const named = blocks
        .flatMap(({ instructions }) => instructions)
        .flatMap((one) => (one.op === 'move' && one.src === loop.dst ? [one.dst] : []))
      const variables: Variables = new Map([...frame.variables, ...[loop.dst, ...named].map((slot) => [slot, known(item)] as const)])
      return truth(knownAt(inquiry, { ...frame, variables }, test.value))
    })
    if (found.includes(null)) return null
    return known(isAny ? found.includes(true) : !found.includes(false))
  }
  return null
}

/** What a function returns: each way that may be gone has to agree. */
function run(inquiry: Inquiry, frame: Frame): Known {
  const { blocks } = frame.scope.function
  const rounds = new Map<Block, number>()
  let index: BlockIndex = 0
  for (let step = 0; step < MOST_ROUNDS * 4; step += 1) {
    const block = blocks[index]
    if (block === undefined) return null
    for (const one of block.instructions)
      if ('dst' in one) frame.variables.set(one.dst, made(inquiry, frame, one) ?? constantAt(inquiry, frame, one))
    const { terminator } = block
    if (terminator.op === 'return') return knownAt(inquiry, frame, terminator.src)
    if (terminator.op === 'jump') index = terminator.to
    else if (terminator.op === 'branch') {
      const isTrue = truth(knownAt(inquiry, frame, terminator.condition))
      if (isTrue === null) return null
      index = isTrue ? terminator.then : terminator.else
    } else if (terminator.op === 'next') {
      const items = knownAt(inquiry, frame, terminator.iterable)
      if (items?.kind !== 'value' || !Array.isArray(items.value)) return null
      const round = rounds.get(block) ?? 0
      const item = (items.value as readonly PlainConstant[])[round]
      rounds.set(block, round + 1)
      if (item !== undefined) frame.variables.set(terminator.dst, known(item))
      index = item === undefined ? terminator.exit : terminator.body
    } else return null
  }
  return null
}

function constantAt({ reader }: Inquiry, { scope }: Frame, one: Instruction): Known {
  if (one.op !== 'load-up' && one.op !== 'import' && one.op !== 'get') return null
  const constant = plainConstant(reader.denoter.denote(scope, one.dst))
  return constant === undefined ? null : known(constant.value)
}
