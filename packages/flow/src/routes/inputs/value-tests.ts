import type { Denotation } from '../../engine/denotation.ts'
import type { CallInstruction } from '../../engine/program.ts'
import type { Instruction, Slot } from '../../ir/ir.ts'
import { nameOf } from '../reader.ts'
import { noteType } from './call-values.ts'
import type { Evaluator } from './evaluator.ts'
import { childOf, type InputNode, type ValueType } from './input-node.ts'
import { type Activation, type InputValue, keysOf, nodesOf, numbersOf, textsOf } from './input-values.ts'
import { regexOf } from './pattern-text.ts'
import { type Polarity, polarityOf } from './refusals.ts'

const TYPE_NAMES: Readonly<Record<string, ValueType>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  object: 'object',
  str: 'string',
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  dict: 'object',
  list: 'list',
}

/** Notes what the tests of a function say of the values that a request brings. */
export function noteTests(evaluator: Evaluator, activation: Activation): void {
  for (const { instructions, terminator } of activation.function.blocks) {
    for (const instruction of instructions) {
      if (instruction.op === 'binary') noteComparison(evaluator, activation, instruction)
      else if (instruction.op === 'call') noteCall(evaluator, activation, instruction)
      else if (instruction.op === 'index') noteLookup(evaluator, activation, instruction)
    }
    if (terminator.op !== 'branch') continue
    for (const node of nodesOf(evaluator.values(activation, terminator.condition)))
      if (polarity(evaluator, activation, terminator.condition) === 'must') node.isRequired = true
  }
}

function polarity(evaluator: Evaluator, { function: fn, caller }: Activation, slot: Slot): Polarity {
  return polarityOf(evaluator.reader, fn, slot, () => {
    if (caller === null) return 'must'
    // Whether `filter` keeps an element says nothing of whether the request goes on.
    if (caller.isChoice === true) return 'unknown'
    const asked = polarity(evaluator, caller.activation, caller.result)
    return asked === 'unknown' ? 'must' : asked
  })
}

type Comparison = Extract<Instruction, { op: 'binary' }>

function noteComparison(evaluator: Evaluator, activation: Activation, { operator, left, right, dst }: Comparison): void {
  const [a, b] = [evaluator.values(activation, left), evaluator.values(activation, right)]
  const isEqual = operator === '==' || operator === '!=' || operator === 'is' || operator === 'is-not'
  if (isEqual) {
    const kind = polarity(evaluator, activation, dst)
    const isSame = operator === '==' || operator === 'is'
    const hasToDiffer = kind === (isSame ? 'must-not' : 'must')
    if (!hasToDiffer) noteTypeof(a, [...textsOf(b), nameOf(evaluator.reader.denoter.denote(activation, right))], kind !== 'unknown')
    for (const node of [...nodesOf(a), ...nodesOf(b)]) {
      const others = nodesOf(a).includes(node) ? b : a
      if (hasToDiffer && isNothing(evaluator, activation, nodesOf(a).includes(node) ? right : left)) node.isRequired = true
      if (others.some((value) => value.is === 'constant' && value.denoted.kind === 'constant' && typeof value.denoted.value === 'boolean'))
        node.types.add('boolean')
      for (const text of textsOf(others)) if (text !== '' && text.length < 60 && !hasToDiffer) node.compared.add(text)
    }
    return
  }
  if (operator === 'in' || operator === 'not-in') {
    const kind = polarity(evaluator, activation, dst)
    const isRefused = operator === 'in' ? kind === 'must-not' : kind === 'must'
    const isNeeded = operator === 'in' ? kind === 'must' : kind === 'must-not'
    // `"title" in body` names a field; `kind in KINDS` names what the field may be.
    for (const node of nodesOf(b))
      for (const name of textsOf(a)) {
        const child = childOf(node, name)
        if (child !== null && isNeeded) child.isRequired = true
      }
    if (!isRefused) for (const node of nodesOf(a)) noteChoices(evaluator, node, b)
    if (!isRefused) noteNames(evaluator, a, b)
    return
  }
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
    const kind = polarity(evaluator, activation, dst)
    if (kind === 'unknown') return
    for (const limit of numbersOf(b)) noteBound(a, kind === 'must' ? operator : NEGATED[operator], limit)
    for (const limit of numbersOf(a)) noteBound(b, MIRRORED[kind === 'must' ? operator : NEGATED[operator]], limit)
  }
}

type Order = '<' | '<=' | '>' | '>='
const NEGATED = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const
const MIRRORED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

function noteBound(values: readonly InputValue[], order: Order, limit: number): void {
  for (const value of values) {
    if (value.is === 'length') {
      if (order === '<' || order === '<=') value.node.maxLength ??= order === '<' ? limit - 1 : limit
      else value.node.minLength ??= order === '>' ? limit + 1 : limit
    } else if (value.is === 'input') {
      const { node } = value
      if (node.types.size === 0) node.types.add('number')
      if (order === '<' || order === '<=') node.maximum ??= order === '<' ? limit - 1 : limit
      else node.minimum ??= order === '>' ? limit + 1 : limit
    }
  }
}

/** Types that a test names; of values that may be something else beside an object, that is what most callers send. */
function noteTypeof(values: readonly InputValue[], names: readonly string[], isNeeded: boolean): void {
  for (const value of values) {
    if (value.is !== 'typeof') continue
    for (const name of names) {
      const type = TYPE_NAMES[name]
      if (type !== undefined && (type !== 'object' || isNeeded)) value.node.types.add(type)
    }
  }
}

function isNothing(evaluator: Evaluator, activation: Activation, slot: Slot): boolean {
  const denoted = evaluator.reader.denoter.denote(activation, slot)
  return denoted.kind === 'constant' && (denoted.value === null || denoted.value === undefined || denoted.value === '')
}

const HAS = /^(?:includes|has|indexOf|hasOwnProperty|hasOwn|get|test|match|fullmatch|search|exec)$/

function noteCall(evaluator: Evaluator, activation: Activation, call: CallInstruction): void {
  const seen = evaluator.reader.seenCall(call)
  const method = seen?.method ?? call.method
  if (method === 'isinstance') noteInstance(evaluator, activation, call)
  if (method === 'isArray' && polarity(evaluator, activation, call.dst) !== 'must-not')
    for (const node of nodesOf(evaluator.values(activation, call.args[0]?.value ?? -1))) node.types.add('list')
  if (!HAS.test(method)) return
  const given = call.args.map(({ value }) => evaluator.values(activation, value))
  const receivers = call.receiver < 0 ? [] : evaluator.values(activation, call.receiver)
  const [first = [], second = []] = given
  const kind = polarity(evaluator, activation, call.dst)
  if (kind === 'must-not') return
  // `Object.hasOwn(body, 'title')`
  if (/^hasOwn/.test(method)) {
    for (const node of nodesOf([...first, ...receivers]))
      for (const name of textsOf([...first, ...second])) {
        const child = childOf(node, name)
        if (child !== null && kind === 'must') child.isRequired = true
      }
    // `Object.hasOwn(PRICES, body.plan)`
    for (const [table, key] of [
      [first, second],
      [receivers, first],
    ] as const)
      for (const node of nodesOf(key)) noteChoices(evaluator, node, table)
    return
  }
  if (method === 'includes' || method === 'has' || method === 'indexOf' || method === 'get')
    for (const node of nodesOf(first)) noteChoices(evaluator, node, receivers)
  if (method === 'includes' || method === 'has' || method === 'indexOf') noteNames(evaluator, first, receivers)
  for (const [patterns, texts] of [
    [receivers, first],
    [first, receivers],
    [first, second],
  ] as const)
    for (const pattern of patterns.flatMap((value) => regexOf(evaluator.reader, value, method) ?? []))
      for (const node of nodesOf(texts)) {
        node.pattern ??= pattern
        node.types.add('string')
      }
}

/** `isinstance(body["ids"], (list, tuple))` */
function noteInstance(evaluator: Evaluator, activation: Activation, { args, dst }: CallInstruction): void {
  const [value, type] = args
  if (value === undefined || type === undefined) return
  const denoted = evaluator.reader.denoter.denote(activation, type.value)
  const names = denoted.kind === 'list' ? denoted.items.map(nameOf) : [nameOf(denoted)]
  const kind = polarity(evaluator, activation, dst)
  if (kind === 'must-not') return
  for (const node of nodesOf(evaluator.values(activation, value.value)))
    for (const name of names) {
      const known = TYPE_NAMES[name]
      if (known !== undefined && (known !== 'object' || kind === 'must')) node.types.add(known)
      else noteType(node, name)
    }
}

/** `PRICES[kind]`: a table of the tree that is asked with a value of the request. */
function noteLookup(evaluator: Evaluator, activation: Activation, { object, index }: Extract<Instruction, { op: 'index' }>): void {
  const nodes = nodesOf(evaluator.values(activation, index))
  if (nodes.length === 0) return
  for (const node of nodes) noteChoices(evaluator, node, evaluator.values(activation, object))
}

/** `ALLOWED.includes(key)` for each key of a body: the body has members of these names. */
function noteNames(evaluator: Evaluator, values: readonly InputValue[], among: readonly InputValue[]): void {
  for (const value of values)
    if (value.is === 'name') for (const name of textsOf(among.flatMap((one) => membersOf(evaluator, one)))) childOf(value.node, name)
}

/** Notes the constants of lists, sets, maps and dictionaries as what a value may be. */
function noteChoices(evaluator: Evaluator, node: InputNode, among: readonly InputValue[]): void {
  if (node.choices.length > 0) return
  const found = among.flatMap((value) => membersOf(evaluator, value))
  const known = found.flatMap((value) =>
    value.is === 'constant' && value.denoted.kind === 'constant' && /^(?:string|number)$/.test(typeof value.denoted.value)
      ? [value.denoted.value as string | number]
      : [],
  )
  node.choices = [...new Set(known)].filter((choice) => choice !== '')
}

function membersOf(evaluator: Evaluator, value: InputValue): readonly InputValue[] {
  if (value.is === 'made') return value.instruction.op === 'list' ? evaluator.elements(value) : keysOf(value)
  if (value.is !== 'constant') return []
  const { denoted } = value
  if (denoted.kind === 'list') return evaluator.elements(value)
  return denoted.kind === 'dict' ? keysOf(value) : membersOfMade(evaluator, denoted)
}

/** `new Set([...])`, `new Map([[key, ...], ...])`, `frozenset({...})`. */
function membersOfMade(evaluator: Evaluator, denoted: Denotation): readonly InputValue[] {
  if (denoted.kind !== 'library' || denoted.origin === null || !/^(?:Set|Map|frozenset|set|dict)\(\)$/.test(denoted.name)) return []
  const [argument] = denoted.origin.call.args
  if (argument === undefined) return []
  const given = evaluator.reader.denoter.denote(denoted.origin, argument.value)
  if (given.kind === 'dict') return keysOf({ is: 'constant', denoted: given })
  if (given.kind !== 'list') return []
  return given.items.flatMap((item) => {
    const key = item.kind === 'list' ? item.items[0] : item
    return key === undefined ? [] : [{ is: 'constant' as const, denoted: key }]
  })
}
