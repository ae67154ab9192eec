import { definitionsOf } from '../../engine/definitions.ts'
import type { CallInstruction } from '../../engine/program.ts'
import type { IrFunction, Module } from '../../ir/ir.ts'
import { nameOf, type SeenCall } from '../reader.ts'
import type { Evaluator } from './evaluator.ts'
import { childOf, type InputNode, type ValueType } from './input-node.ts'
import { type Activation, type InputValue, memberOfContext, memberOfRequest, NONE, nodesOf, textsOf, textValue } from './input-values.ts'
import { positionalParameters } from './parameters.ts'

/** What a call gives of a request; functions of the tree are followed with what they are given. */
export function callValues(evaluator: Evaluator, activation: Activation, call: CallInstruction): readonly InputValue[] {
  const seen = evaluator.reader.seenCall(call)
  const receivers = call.receiver < 0 ? NONE : evaluator.values(activation, call.receiver)
  const known = receivers.flatMap((receiver) => methodValues(evaluator, activation, call, receiver))
  if (known.length > 0) return known
  const callees = calleesOf(evaluator, activation, call, seen)
  if (callees.length > 0) return followedAll(evaluator, activation, call, callees, receivers)
  return libraryValues(evaluator, activation, call, seen === undefined || seen.name === '' ? (seen?.method ?? call.method) : seen.name)
}

interface Callee {
  readonly module: Module
  readonly function: IrFunction
  readonly outer: Activation | null
}

/** Functions that one call may call, as many as a table of checks may have. */
const MOST_CALLEES = 60

/** The functions that a call may call; null stands for one that is not known. */
function calleesOf(
  evaluator: Evaluator,
  activation: Activation,
  call: CallInstruction,
  seen: SeenCall | undefined,
): readonly (Callee | null)[] {
  const given = call.callee < 0 ? NONE : evaluator.values(activation, call.callee)
  if (seen?.callee.kind === 'function' && !given.some((value) => value.is === 'function' && value.activation !== null)) {
    const { module, function: fn } = seen.callee
    return [{ module, function: fn, outer: around(activation, module, fn) }]
  }
  if (!given.some(({ is }) => is === 'function')) return []
  return given
    .slice(0, MOST_CALLEES)
    .map((value) => (value.is === 'function' ? { module: value.module, function: value.function, outer: value.activation } : null))
}

/** The activation whose variables an inner function takes. */
function around(activation: Activation, module: Module, fn: IrFunction): Activation | null {
  for (let at: Activation | null = activation; at !== null; at = at.outer)
    if (at.module === module && at.function.index === fn.parent) return at
  return null
}

/** Each of several functions: where a table has one for each field, `checks[name](body[name])`, it gets its own. */
function followedAll(
  evaluator: Evaluator,
  activation: Activation,
  call: CallInstruction,
  callees: readonly (Callee | null)[],
  receivers: readonly InputValue[],
): readonly InputValue[] {
  const [first] = call.args
  const fields = first === undefined ? [] : evaluator.values(activation, first.value).filter(({ is }) => is === 'input')
  const isPaired = callees.length > 1 && fields.length === callees.length
  // Which of them is whose is not known.
  if (callees.length > 1 && fields.length > 1 && !isPaired) return NONE
  return callees.flatMap((callee, index) =>
    callee === null ? NONE : followed(evaluator, activation, call, callee, receivers, isPaired ? fields[index] : undefined),
  )
}

function followed(
  evaluator: Evaluator,
  activation: Activation,
  call: CallInstruction,
  callee: Callee,
  receivers: readonly InputValue[],
  field: InputValue | undefined,
): readonly InputValue[] {
  const given = new Map<number, readonly InputValue[]>()
  const others = new Map<string, readonly InputValue[]>()
  const parameters = positionalParameters(callee.function)
  call.args.forEach((argument, index) => {
    const values = index === 0 && field !== undefined ? [field] : evaluator.values(activation, argument.value)
    if (argument.kind === 'named') {
      const slot = callee.function.parameters.find(({ name, kind }) => name === argument.name && kind !== 'rest-named')?.slot
      if (slot !== undefined) given.set(slot, values)
      else others.set(argument.name, values)
    } else if (argument.kind === 'positional') {
      const slot = parameters[index]
      if (slot !== undefined) given.set(slot, values)
    } else if (argument.kind === 'spread-named') {
      // `create(**body)`: the parameters are its fields.
      for (const { slot, name } of callee.function.parameters)
        if (!given.has(slot) && slot !== callee.function.selfSlot)
          given.set(
            slot,
            values.flatMap((value) => evaluator.member(activation, value, name, false)),
          )
    }
  })
  // `body(email=text(3, 80), age=number(0))` of a function that takes whatever is asked for.
  const rest = callee.function.parameters.find(({ kind }) => kind === 'rest-named')
  if (rest !== undefined && others.size > 0) given.set(rest.slot, [{ is: 'record', entries: others }])
  const isOwn = call.receiver >= 0 && call.receiver === activation.function.selfSlot
  const isReached =
    isOwn || callee.outer !== null || receivers.length > 0 || importsRequest(callee.module) || makesFunction(callee.function)
  if (!isReached && ![...given.values()].some((values) => bringsInput(evaluator, values))) return NONE
  return resultOf(evaluator, activation, call, callee, given)
}

/** `oneOf(choices)`: a function that gives another, which remembers what it was given. */
const makesFunction = ({ blocks }: IrFunction): boolean =>
  blocks.some(
    ({ instructions, terminator }) =>
      terminator.op === 'return' && instructions.some((one) => one.op === 'function' && one.dst === terminator.src),
  )

/** Modules of Flask and its like have the request at hand without being given it. */
const importsRequest = ({ imports }: Module): boolean =>
  imports.some(({ from, name }) => /^(?:flask|quart|bottle)$/.test(from) && (name === 'request' || name === null))

function resultOf(
  evaluator: Evaluator,
  activation: Activation,
  call: CallInstruction,
  { module, function: fn, outer }: Callee,
  given: ReadonlyMap<number, readonly InputValue[]>,
): readonly InputValue[] {
  const inner = evaluator.activate(
    { module, function: fn, given, outer, caller: { activation, result: call.dst }, depth: activation.depth + 1 },
    call,
  )
  return inner === null ? NONE : returnedBy(evaluator, inner)
}

function bringsInput(evaluator: Evaluator, values: readonly InputValue[], depth = 0): boolean {
  return values.some((value) => {
    if (value.is === 'constant') return false
    if (value.is !== 'made' || depth > 2) return value.is !== 'made' && value.is !== 'function'
    const slots = value.instruction.op === 'dict' ? value.instruction.entries.map((entry) => entry.value) : value.instruction.items
    return slots.some((slot) => bringsInput(evaluator, evaluator.values(value.activation, slot), depth + 1))
  })
}

const LOOKS_UP = /^(?:get|getlist|getAll|getall|getone|getFirst|pop|has|setdefault)$/
/** Methods that give a text that is as good as the one before. */
const CLEANED = /^(?:trim|trimStart|trimEnd|strip|lower|toLowerCase|upper|toUpperCase|normalize|casefold)$/
const SAME = /^(?:json|copy|dict|to_dict|toObject|decode|encode|filter|sort|sorted|reverse|slice|toString|unwrap|flat|clone)$/
/** Methods of lists that call a function with each element. */
const EACH = /^(?:map|filter|every|some|forEach|find|findIndex|flatMap|findLast|reduce)$/

function methodValues(evaluator: Evaluator, activation: Activation, call: CallInstruction, receiver: InputValue): readonly InputValue[] {
  const { method } = call
  const first = call.args[0]
  const given = first === undefined ? NONE : evaluator.values(activation, first.value)
  const [key] = textsOf(given)
  if (receiver.is === 'request' || receiver.is === 'context') return requestValues(evaluator, receiver, call, key, activation)
  const called = EACH.test(method) && first !== undefined ? callBack(evaluator, activation, call, receiver) : NONE
  if (method === 'map' && receiver.is !== 'input') return called.length === 0 ? NONE : [{ is: 'items', items: called }]
  if (receiver.is === 'input') {
    const { node } = receiver
    if (LOOKS_UP.test(method)) {
      const children = textsOf(given).flatMap((name) => childOf(node, name) ?? [])
      const otherwise = call.args[1] === undefined ? NONE : evaluator.values(activation, call.args[1].value)
      return [...children.map((child) => ({ is: 'input' as const, node: child })), ...otherwise]
    }
    if (method === 'items' || method === 'entries') return pairsOf(evaluator, receiver)
    if (method === 'keys') return namesOf(evaluator, receiver)
    if (method === 'find' || method === 'findLast') return evaluator.elements(receiver)
    if (CLEANED.test(method)) {
      node.types.add('string')
      return [receiver]
    }
    return SAME.test(method) ? [receiver] : NONE
  }
  if (LOOKS_UP.test(method) && (receiver.is === 'made' || receiver.is === 'constant' || receiver.is === 'record'))
    return textsOf(given).flatMap((name) => evaluator.member(activation, receiver, name, false))
  if (method === 'keys') return namesOf(evaluator, receiver)
  if (method === 'items' || method === 'entries') return pairsOf(evaluator, receiver)
  if (receiver.is === 'text' && /^(?:decode|toString|read|strip|trim)$/.test(method)) return [receiver]
  return SAME.test(method) || method === 'concat' ? [receiver] : NONE
}

/** Objects that are spread into one another: `kept = {**kept, ...}` in a loop spreads itself. */
const DEEPEST_SPREAD = 6

/** Members of an object that the source writes out, those of others that it spreads with them. */
function entriesOf(evaluator: Evaluator, value: InputValue, depth = 0): readonly (readonly [InputValue, readonly InputValue[]])[] {
  if (value.is === 'record') return [...value.entries].map(([name, held]) => [textValue(name), held])
  if (value.is === 'constant' && value.denoted.kind === 'dict')
    return [...value.denoted.entries].map(([name, denoted]) => [textValue(name), [{ is: 'constant', denoted }]])
  if (value.is !== 'made' || value.instruction.op !== 'dict' || depth > DEEPEST_SPREAD) return []
  const found = new Map<string, readonly [InputValue, readonly InputValue[]]>()
  for (const entry of value.instruction.entries) {
    const held = evaluator.values(value.activation, entry.value)
    if (entry.kind === 'entry') found.set(entry.key, [textValue(entry.key), held])
    else if (entry.kind === 'spread')
      for (const inner of held.flatMap((one) => entriesOf(evaluator, one, depth + 1)))
        for (const name of textsOf([inner[0]])) found.set(name, inner)
  }
  return [...found.values()]
}

function namesOf(evaluator: Evaluator, value: InputValue): readonly InputValue[] {
  if (value.is === 'input') return [{ is: 'items', items: [{ is: 'name', node: value.node }] }]
  const items = entriesOf(evaluator, value).map(([key]) => key)
  return items.length === 0 ? NONE : [{ is: 'items', items }]
}

/** A member of which nothing is known, as one of its own. */
const untold = (): InputValue => ({ is: 'constant', denoted: { kind: 'unknown' } })

function pairsOf(evaluator: Evaluator, value: InputValue): readonly InputValue[] {
  if (value.is === 'input') return [{ is: 'pairs', keys: [{ is: 'name', node: value.node }], values: NONE }]
  const entries = entriesOf(evaluator, value)
  if (entries.length === 0) return NONE
  return [{ is: 'pairs', keys: entries.map(([key]) => key), values: entries.map(([, [held]]) => held ?? untold()) }]
}

function requestValues(
  evaluator: Evaluator,
  receiver: InputValue,
  { method, args }: CallInstruction,
  key: string | undefined,
  activation: Activation,
): readonly InputValue[] {
  const { roots } = evaluator
  const child = (node: InputNode): readonly InputValue[] => {
    if (args.length === 0 || key === undefined) return args.length === 0 ? [{ is: 'input', node }] : NONE
    const found = childOf(node, key)
    return found === null ? NONE : [{ is: 'input', node: found }]
  }
  // `c.header(...)` of Hono writes the answer's.
  if (receiver.is === 'context' && (method === 'header' || method === 'headers')) return NONE
  if (method === 'query' || method === 'queries' || method === 'get_param' || method === 'get_query_argument') return child(roots.query)
  if (method === 'header' || method === 'getHeader') return child(roots.header)
  if (method === 'get_body_argument') return child(roots.form)
  // `req.get('x-tenant')` of Express.
  if (method === 'get') return receiver.is === 'request' && activation.module.language === 'javascript' ? child(roots.header) : NONE
  if (method === 'valid') return key === undefined ? NONE : memberOfRequest(roots, key === 'param' ? '' : key)
  return receiver.is === 'context' ? memberOfContext(roots, method) : memberOfRequest(roots, method)
}

/** Methods that keep the elements for which their callback says so. */
const CHOOSES = /^(?:filter|find|findIndex|findLast|some)$/

/** Gives a callback the elements of the list that it is called for; what it answers. */
function callBack(evaluator: Evaluator, activation: Activation, call: CallInstruction, list: InputValue): readonly InputValue[] {
  const answers: InputValue[] = []
  const elements = evaluator.elements(list)
  if (list.is === 'input') list.node.types.add('list')
  for (const value of evaluator.values(activation, call.args[0]?.value ?? -1)) {
    if (value.is === 'constant') for (const node of nodesOf(elements)) noteType(node, nameOf(value.denoted))
    if (value.is !== 'function') continue
    const slot = positionalParameters(value.function)[call.method === 'reduce' ? 1 : 0]
    const given = new Map(slot === undefined ? [] : [[slot, elements] as const])
    const caller = { activation, result: call.dst, ...(CHOOSES.test(call.method) ? { isChoice: true as const } : {}) }
    const inner = evaluator.activate(
      { module: value.module, function: value.function, given, outer: value.activation, caller, depth: activation.depth + 1 },
      call,
    )
    if (inner !== null && call.method === 'map') answers.push(...returnedBy(evaluator, inner))
  }
  return answers
}

const returnedBy = (evaluator: Evaluator, activation: Activation): readonly InputValue[] =>
  activation.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? evaluator.values(activation, terminator.src) : []))

const PARSES = /(?:^|\.)(?:parse|loads|parse_qs|parse_qsl|load|safe_load|decode|unpackb)$/
const COPIES =
  /(?:^|\.)(?:assign|freeze|seal|structuredClone|dict|cloneDeep|clone|deepcopy|copy|merge|extend|defaults|MultiDict|Object|from|list|tuple|set|sorted|reversed|filter|cast|omit)$/
const FROM_EVENT =
  /^(?:readBody|readValidatedBody|readFormData|readRawBody|getQuery|getValidatedQuery|getHeaders|getRequestHeaders|parseCookies)$/

function libraryValues(evaluator: Evaluator, activation: Activation, call: CallInstruction, name: string): readonly InputValue[] {
  const word = name.slice(name.lastIndexOf('.') + 1).replace(/\(\)$/, '')
  const given = call.args.map(({ value }) => evaluator.values(activation, value))
  const [first = NONE, second = NONE] = given
  const isOfRequest = first.some(({ is }) => is === 'request' || is === 'context')
  if (isOfRequest && FROM_EVENT.test(word)) return memberOfRequest(evaluator.roots, word)
  if (isOfRequest && /^(?:getCookie|getSignedCookie|getHeader|getRequestHeader)$/.test(word))
    return namedChildren(/Cookie/.test(word) ? evaluator.roots.cookie : evaluator.roots.header, given.slice(1).flat())
  if (PARSES.test(name) && first.some(({ is }) => is === 'text')) return [{ is: 'input', node: evaluator.roots.body }]
  if (word === 'URL' && first.some(({ is }) => is === 'address')) return [{ is: 'address' }]
  if (word === 'URLSearchParams' && first.some(({ is }) => is === 'text')) return [{ is: 'input', node: evaluator.roots.form }]
  if (word === 'keys') return first.flatMap((value) => namesOf(evaluator, value))
  if (word === 'entries') return first.flatMap((value) => pairsOf(evaluator, value))
  if (word === 'fromEntries') return first.flatMap((value) => objectsOfPairs(evaluator, value))
  if (word === 'enumerate') return [{ is: 'pairs', keys: NONE, values: first.flatMap((value) => evaluator.elements(value)) }]
  if (word === 'pick' || word === 'omit') return picked(evaluator, first, word === 'pick' ? second : NONE)
  if (word === 'type' && call.args.length === 1) return nodesOf(first).map((node) => ({ is: 'typeof', node }))
  if (word === 'len') return nodesOf(first).map((node) => ({ is: 'length', node }))
  for (const node of nodesOf(first)) noteType(node, name)
  if (TESTS.test(name)) return NONE
  if (COPIES.test(name)) return given.flat()
  // What stands as text in a field is no part of the body's own shape.
  if (PARSES.test(name)) return first.filter((value) => value.is === 'input' && Object.values(evaluator.roots).includes(value.node))
  return CONVERTS.test(word) ? first : NONE
}

/** `Object.fromEntries(names.map((n) => [n, body[n]]))`, `Object.fromEntries(Object.entries(body).filter(...))`: the object whose members are copied. */
function objectsOfPairs(evaluator: Evaluator, value: InputValue): readonly InputValue[] {
  if (value.is === 'pairs') return value.keys.flatMap((key) => (key.is === 'name' ? [{ is: 'input' as const, node: key.node }] : []))
  return evaluator.elements(value).flatMap((pair) => {
    if (pair.is !== 'made' || pair.instruction.op !== 'list' || pair.instruction.items.length !== 2) return NONE
    const [key = -1, held = -1] = pair.instruction.items
    const { module, function: fn } = pair.activation
    return definitionsOf(module, fn, held).flatMap((definition) => {
      if (definition.kind !== 'instruction' || definition.instruction.op !== 'index') return NONE
      // What stands in the pair first goes by the name under which the second was read.
      const { object, index } = definition.instruction
      evaluator.values(pair.activation, held)
      return index === key ? evaluator.values(pair.activation, object).filter(({ is }) => is === 'input') : NONE
    })
  })
}

/** `pick(body, ['name', 'phone'])` of a library. */
function picked(evaluator: Evaluator, from: readonly InputValue[], names: readonly InputValue[]): readonly InputValue[] {
  for (const node of nodesOf(from)) namedChildren(node, [...names, ...names.flatMap((one) => evaluator.elements(one))])
  return from
}

function namedChildren(node: InputNode, names: readonly InputValue[]): InputValue[] {
  return textsOf(names).flatMap((name) => {
    const child = childOf(node, name)
    return child === null ? [] : [{ is: 'input', node: child }]
  })
}

const TESTS = /(?:^|\.)(?:Date\.parse|URL\.parse|canParse|fromisoformat)$/
const CONVERTS = /^(?:Number|parseInt|parseFloat|int|float|String|str|Boolean|bool|Decimal|BigInt|round|abs|escape)$/

const TYPES: readonly (readonly [RegExp, ValueType])[] = [
  [/(?:^|\.)(?:isInteger|isSafeInteger|parseInt|int|BigInt)(?:\(\))?$/, 'integer'],
  [/(?:^|\.)(?:Number|parseFloat|float|Decimal|isFinite|isNaN)(?:\(\))?$/, 'number'],
]

const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:URL|canParse|urlparse|urlsplit)(?:\(\))?$/, 'uri'],
  [/(?:^|\.)(?:UUID|isUUID)(?:\(\))?$/, 'uuid'],
  [/(?:^|\.)(?:Date|Date\.parse|datetime\.fromisoformat|parseISO)(?:\(\))?$/, 'date-time'],
  [/(?:^|\.)date\.fromisoformat$/, 'date'],
  [/(?:^|\.)(?:isEmail|validate_email)$/, 'email'],
]

/** What the name of a function that is called with a value tells of it. */
export function noteType(node: InputNode, name: string): void {
  const type = TYPES.find(([pattern]) => pattern.test(name))?.[1]
  if (type !== undefined) node.types.add(type)
  const format = FORMATS.find(([pattern]) => pattern.test(name))?.[1]
  if (format !== undefined) node.format ??= format
}
