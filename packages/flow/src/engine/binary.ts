import type { Instruction } from '../ir/ir.ts'
import { ASKED_ADDRESS } from '../knowledge/sources.ts'
import type { Activation } from './activation.ts'
import { segmentJoined } from './address-segments.ts'
import { clearedByMembership } from './all-columns.ts'
import { beginningOf, deepTaints, elementOf, listObject, makeObject } from './containers.ts'
import { factsFor, isHostPart } from './facts-for.ts'
import { ALL_KINDS, CHOSEN_MEMBER, HALF, type KindMask, maskOf, NOT_PROTO } from './kinds.ts'
import { maskedFieldFacts } from './masked-fields.ts'
import { mergedDicts } from './merged-dicts.ts'
import { hostFacts, originFacts, uploadFacts, withAddressTest } from './origin-facts.ts'
import { ofOwnClass } from './own-class.ts'
import { ownOperator } from './own-operators.ts'
import { pairwise } from './pairwise.ts'
import { isPosition, positionTest } from './positions.ts'
import { secondCharacterFacts } from './second-character.ts'
import { checkFor, concat, formatPercent, namedSecret } from './strings.ts'
import {
  constantValue,
  type Fact,
  isConstant,
  joinTaints,
  joinValues,
  NOT_CONSTANT,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  type Taint,
  type Test,
  truthOf,
  type Value,
} from './value.ts'

type BinaryInstruction = Instruction & { readonly op: 'binary' }

export function binary(act: Activation, instruction: BinaryInstruction): Value {
  const isJoin = instruction.operator === '+'
  const left = isJoin ? namedSecret(act, instruction.left, instruction) : act.read(instruction.left)
  const right = isJoin ? namedSecret(act, instruction.right, instruction) : act.read(instruction.right)
  const { operator } = instruction
  if (isConstant(left) && isConstant(right)) {
    const folded = foldBinary(act, operator, left.constant, right.constant)
    if (folded !== undefined) return constantValue(folded)
  }
  const own = ownOperator(act, operator, left, right, instruction)
  if (own !== null) return own
  const isThere = positionTest(operator, left, right)
  if (isThere !== undefined) return { ...SOME_BOOLEAN, test: isThere }
  switch (operator) {
    case '+':
      return plus(act, left, right, instruction)
    case '%':
      return typeof left.constant === 'string' || left.type === 'string' ? formatPercent(act, left, right, instruction) : SOME_NUMBER
    case '==':
    case 'is':
      return rangeTest(act, left, right, { ...SOME_BOOLEAN, test: equality(act, left, right) })
    case '!=':
    case 'is-not':
      return rangeTest(act, left, right, { ...SOME_BOOLEAN, test: swapped(equality(act, left, right)) })
    case 'in':
      return withAddressTest(act, [left, right], membership(act, left, right, clearedByMembership(act, instruction)))
    case 'not-in': {
      const value = membership(act, left, right, clearedByMembership(act, instruction))
      if (isConstant(value)) return constantValue(!value.constant)
      return { ...value, test: swapped(value.test) }
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      // A test of its own, so that what is kept of it is known on either way: `text.length < 80 && isSlug(text)`.
      return { ...SOME_BOOLEAN, test: order(act, left, right) ?? ownTest(act) }
    case 'instanceof':
      return { ...SOME_BOOLEAN, test: ofOwnClass(act, left, right) }
    case '*':
      // In Python whatever came as text is repeated.
      return left.type === 'string' || right.type === 'string' || act.frame.module.language === 'python'
        ? { ...NOTHING, type: 'string', taints: joinTaints(left.taints, right.taints) }
        : SOME_NUMBER
    case '/':
      return segmentJoined(act, left, right) ?? pathJoin(act, left, right)
    case '&':
      return common(act, left, right, instruction)
    case '|':
      return act.frame.module.language === 'javascript'
        ? SOME_NUMBER
        : (mergedDicts(act, [left, right], 'merged', instruction) ?? {
            ...NOTHING,
            taints: joinTaints(deepTaints(act, left), deepTaints(act, right)),
          })
    default:
      return SOME_NUMBER
  }
}

/** `Path(a) / b` joins paths; on numbers nothing is left of a taint. */
function pathJoin(act: Activation, left: Value, right: Value): Value {
  const hints = [left.hint, right.hint]
  const isPath = hints.some((hint) => hint?.kind === 'library' && /(?:^|\.)(?:Path|PurePath|PosixPath)(?:\(\))?$/.test(hint.name))
  if (isPath || (act.frame.module.language === 'python' && (left.type === 'string' || right.type === 'string'))) {
    return {
      ...NOTHING,
      hint: { kind: 'library', name: 'pathlib.Path', origin: null, details: null },
      taints: joinTaints(left.taints, right.taints),
    }
  }
  return act.frame.module.language === 'python' && left.type !== 'number' && right.type !== 'number'
    ? { ...NOTHING, taints: joinTaints(left.taints, right.taints) }
    : SOME_NUMBER
}

/** `body.keys() & EDITABLE`: what both have is in the list of ours; `keys - {...}` is still the caller's. */
function common(act: Activation, left: Value, right: Value, at: BinaryInstruction): Value {
  const isOurs = [left, right].some((side) => side.objects.length > 0 && deepTaints(act, side).length === 0)
  return isOurs ? makeObject(act, at, 'common', listObject([], 'set', { ...NOTHING, type: 'string' })) : SOME_NUMBER
}

function plus(act: Activation, left: Value, right: Value, at: BinaryInstruction): Value {
  const isPython = act.frame.module.language === 'python'
  if (isPython && ((left.objects.length > 0 && right.objects.length > 0) || isList(act, left))) return listSum(act, left, right, at)
  if (left.type === 'number' && right.type === 'number') return SOME_NUMBER
  return concat(act, [left, right], at)
}

/** One list behind the other: the items of the first keep their places, those of the second where the first is known whole. */
function listSum(act: Activation, left: Value, right: Value, at: BinaryInstruction): Value {
  const [first, second] = [left, right].map((side) => (side.objects.length === 1 ? act.object(side.objects[0] ?? -1) : undefined))
  const isWhole = (list: typeof first): boolean => list?.isExact === true && list.length >= 0
  const { items, rest } = first === undefined ? { items: [], rest: elementOf(act, left, at) } : beginningOf(first)
  if (isWhole(first) && isWhole(second) && second !== undefined)
    return makeObject(act, at, 'sum', listObject([...items, ...beginningOf(second).items], 'list', null))
  const element = elementOf(act, right, at)
  const others = rest === null ? element : joinValues(rest, element)
  return makeObject(act, at, 'sum', listObject(items, 'list', { ...NOTHING, taints: others.taints }))
}

const isList = (act: Activation, { objects }: Value): boolean =>
  objects.length > 0 && objects.every((id) => act.object(id)?.shape === 'list' || act.object(id)?.shape === 'tuple')

export function foldBinary(
  act: Activation,
  operator: BinaryInstruction['operator'],
  left: Value['constant'],
  right: Value['constant'],
): string | number | boolean | undefined {
  if (operator === '==' || operator === 'is') return typeof left === 'object' && left !== null ? undefined : looselyEqual(left, right)
  if (operator === '!=' || operator === 'is-not') return typeof left === 'object' && left !== null ? undefined : !looselyEqual(left, right)
  if (typeof left === 'string' && typeof right === 'string') return foldText(operator, left, right)
  if (typeof left === 'string' && typeof right === 'number') return foldMixed(act, operator, left, right)
  const a = typeof left === 'boolean' ? Number(left) : left
  const b = typeof right === 'boolean' ? Number(right) : right
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  return foldNumbers(act, operator, a, b)
}

function looselyEqual(left: Value['constant'], right: Value['constant']): boolean {
  if (left === null || left === undefined || right === null || right === undefined) return (left ?? null) === (right ?? null)
  if (typeof left === typeof right) return left === right
  // Numbers and truth values are equal across types in both languages: `True == 1`.
  const isPlain = (value: Value['constant']): value is number | boolean => typeof value === 'number' || typeof value === 'boolean'
  return isPlain(left) && isPlain(right) && Number(left) === Number(right)
}

function foldText(operator: BinaryInstruction['operator'], left: string, right: string): string | boolean | undefined {
  switch (operator) {
    case '+':
      return left.length + right.length > 20_000 ? undefined : left + right
    case 'in':
      return right.includes(left)
    case 'not-in':
      return !right.includes(left)
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return undefined
  }
}

function foldMixed(act: Activation, operator: BinaryInstruction['operator'], left: string, right: number): string | undefined {
  if (operator === '*' && act.frame.module.language === 'python' && right >= 0 && left.length * right <= 10_000) return left.repeat(right)
  if (operator === '+' && act.frame.module.language === 'javascript') return left + right
  return undefined
}

function foldNumbers(act: Activation, operator: BinaryInstruction['operator'], a: number, b: number): number | boolean | undefined {
  const isPython = act.frame.module.language === 'python'
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return b === 0 ? undefined : a / b
    case '//':
      return b === 0 ? undefined : Math.floor(a / b)
    case '%':
      return b === 0 ? undefined : isPython ? a - Math.floor(a / b) * b : a % b
    case '**':
      return a ** b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '&':
      return a & b
    case '|':
      return a | b
    case '^':
      return a ^ b
    case '<<':
      return b >= 0 && b < 31 ? a << b : undefined
    case '>>':
      return b >= 0 && b < 32 ? a >> b : undefined
    default:
      return undefined
  }
}

function swapped(test: Test | null): Test | null {
  return test === null ? null : { whenTrue: test.whenFalse, whenFalse: test.whenTrue }
}

const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

const POLLUTION = maskOf('prototype-pollution')

/** What refusing such a key is worth: `__proto__` alone closes only the shorter way, and nobody asks for the others alone. */
const deniedKey = (key: string): KindMask => (key === '__proto__' ? NOT_PROTO : POLLUTION)

function deniedKeys(keys: readonly string[]): KindMask {
  if (!keys.includes('__proto__')) return 0
  return keys.some((key) => key !== '__proto__' && PROTOTYPE_KEYS.has(key)) ? POLLUTION : NOT_PROTO
}

/** `re.fullmatch(...) is None`, `pattern.test(name) === false`: what an answer says, compared with one of its own. */
function answered({ test, type, taints }: Value, constant: Value['constant']): Test | null {
  if (test === null) return null
  if (constant === true) return test
  if (constant === false || (constant == null && taints.length === 0 && type !== 'boolean')) return swapped(test)
  return null
}

/** What two values being equal tells; a part of a match that equals anything but nothing is there. */
function equality(act: Activation, left: Value, right: Value): Test | null {
  const test = plainEquality(act, left, right)
  const isNothing = [left, right].some(({ constant }) => constant === null || constant === undefined)
  const there = [...(left.there ?? []), ...(right.there ?? [])]
  if (there.length === 0) return test
  const [whenTrue, whenFalse] = [test?.whenTrue ?? [], test?.whenFalse ?? []]
  return isNothing ? { whenTrue, whenFalse: [...whenFalse, ...there] } : { whenTrue: [...whenTrue, ...there], whenFalse }
}

/** Equal to something nobody outside chose: the value is that thing. */
function plainEquality(act: Activation, left: Value, right: Value): Test | null {
  const isKnown = (side: Value, beside: Value): boolean => side.taints.every(isOwnField) || isElement(act, side, beside)
  const [tested, other] =
    left.number !== 0 &&
    (left.taints.length > 0 || isRelated(act, left)) &&
    isKnown(right, left) &&
    (left.taints.length === 0 || !left.taints.every(isOwnField))
      ? [left, right]
      : [right, left]
  const own = sameHost(act, left, right) ?? belowGiven(act, left, right) ?? pairwise(act, left, right, (a, b) => equality(act, a, b))
  if (own !== null) return own
  const answer = answered(left, right.constant) ?? answered(right, left.constant)
  if (answer !== null) return answer
  if (tested.number === 0 || other === tested || !isKnown(other, tested)) return null
  const relation = act.engine.numbers.relation(tested.number)
  if (relation?.relation === 'type') return typeTest(act, relation.base, other)
  if (typeof other.constant === 'string' && PROTOTYPE_KEYS.has(other.constant)) {
    const denied = [{ number: tested.number, cleared: deniedKey(other.constant), weak: null }]
    return { whenTrue: factsFor(act, tested.number, ALL_KINDS & ~POLLUTION), whenFalse: denied }
  }
  // What is true or false is never nothing.
  const test = tested.type === 'boolean' ? null : tested.test
  if (other.constant === null || other.constant === undefined)
    return {
      whenTrue: [...factsFor(act, tested.number, ALL_KINDS), ...(test?.whenFalse ?? [])],
      whenFalse: test?.whenTrue ?? [],
    }
  if (tested.taints.length === 0 && relation === undefined && !isHostPart(act, tested.number)) return null
  const whenTrue = [...factsFor(act, tested.number, ALL_KINDS), ...hostFacts(act, tested)]
  return { whenTrue, whenFalse: secondCharacterFacts(act, tested, [other.constant]) }
}

/** `commonpath([root, path]) == root` with a root that the caller gives: whatever else the path was made from leads nowhere above it. */
function belowGiven(act: Activation, left: Value, right: Value): Test | null {
  for (const [common, root] of [
    [left, right],
    [right, left],
  ] as const) {
    const among = act.engine.numbers.relation(common.number)?.among
    if (among === undefined || root.taints.length === 0) continue
    const others = among.filter((label) => !root.taints.some((taint) => taint.label === label))
    return { whenTrue: others.flatMap((label) => originFacts(act, label, maskOf('path-traversal', 'unsafe-upload'))), whenFalse: [] }
  }
  return null
}

/** In a function inside of another: what it is called with, beside a value of the outer one; `elementsTest` asks where the list is from. */
export function isElement({ frame }: Activation, side: Value, beside: Value): boolean {
  const isPassed = ({ label }: Value['taints'][number]): boolean => label.kind === 'parameter' && label.frame === frame
  return frame.function.parent > 0 && side.taints.every(isPassed) && beside.taints.length > 0 && !beside.taints.some(isPassed)
}

/** `ipaddr.parse(address).range() === 'unicast'`. */
function rangeTest(act: Activation, left: Value, right: Value, answer: Value): Value {
  const ranges = [left, right].filter(({ hint }) => hint?.kind === 'library' && hint.name.endsWith('.range()'))
  return ranges.length === 0 ? answer : withAddressTest(act, ranges, answer)
}

/** `urlparse(target).netloc == request.host`: the address leads to the service that was asked, whatever name it was asked by. */
function sameHost(act: Activation, left: Value, right: Value): Test | null {
  const [tested, other] = isAskedAddress(right) ? [left, right] : [right, left]
  if (!isAskedAddress(other) || isAskedAddress(tested) || !isHostPart(act, tested.number)) return null
  return { whenTrue: factsFor(act, tested.number, maskOf('open-redirect')), whenFalse: [] }
}

/** The URL or the host by which the service was asked, and nothing else of the request. */
const isAskedAddress = ({ taints }: Value): boolean =>
  taints.length > 0 &&
  taints.every(
    ({ label }) =>
      label.kind === 'source' &&
      (label.model.what === ASKED_ADDRESS || (label.model.in === 'header' && label.name?.toLowerCase() === 'host')),
  )

/** A field of the object itself, as against what was passed. */
export const isOwnField = ({ label }: Value['taints'][number]): boolean =>
  label.kind === 'parameter' && label.root === -1 && label.path.length > 0

const isRelated = (act: Activation, value: Value): boolean => act.engine.numbers.relation(value.number) !== undefined

const NOT_TEXT = ALL_KINDS
const TEXT_ONLY = maskOf('nosql-injection', 'mass-assignment')

function typeTest(act: Activation, number: number, other: Value): Test | null {
  if (other.constant === 'number' || other.constant === 'boolean' || other.constant === 'bigint')
    return { whenTrue: factsFor(act, number, NOT_TEXT), whenFalse: [] }
  if (other.constant === 'string') return { whenTrue: factsFor(act, number, TEXT_ONLY), whenFalse: [] }
  return null
}

/** `x in ALLOWED`, `'..' in x`. */
/** `item in container`; `cleared` is what no member of the container causes. */
export function membership(act: Activation, item: Value, container: Value, cleared: KindMask = ALL_KINDS): Value {
  const decided = decidedMembership(act, item, container)
  if (decided !== null) return constantValue(decided)
  // Nothing of its prototype is among the names of what an object has itself.
  if (item.number !== 0 && container.objects.some((id) => act.object(id)?.keys === 'own-names'))
    return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, item.number, CHOSEN_MEMBER), whenFalse: [] } }
  // Whatever an object of a class has is no list of what is allowed.
  if (
    container.hint !== null &&
    container.hint.kind !== 'library' &&
    container.hint.kind !== 'choice' &&
    container.objects.every((id) => act.object(id)?.shape === 'instance')
  )
    return SOME_BOOLEAN
  const inside = parentsTest(act, container)
  if (inside !== null) return inside
  const tainted = deepTaints(act, container)
  // A list that came as an argument is the caller's allow-list.
  if (item.number !== 0 && !tainted.some((taint) => taint.label.kind === 'source')) {
    const constants = [...containerConstants(act, container)]
    const denied = deniedKeys(constants)
    return {
      ...SOME_BOOLEAN,
      test: {
        whenTrue: [...factsFor(act, item.number, cleared), ...fieldFacts(act, item), ...hostFacts(act, item), ...uploadFacts(act, item)],
        whenFalse: [
          ...(denied === 0 ? [] : [{ number: item.number, cleared: denied, weak: null }]),
          ...maskedFieldFacts(act, item, constants),
          ...secondCharacterFacts(act, item, constants),
        ],
      },
    }
  }
  // `name in row` of JavaScript: what a row of the store has is the name of one of its columns.
  if (item.number !== 0 && act.frame.module.language === 'javascript' && tainted.every(isStoredRow))
    return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, item.number, maskOf('sql-injection')), whenFalse: [] } }
  if (typeof item.constant === 'string' && container.number !== 0)
    return { ...SOME_BOOLEAN, test: { whenTrue: [], whenFalse: denyFacts(act, container.number, item.constant) } }
  return SOME_BOOLEAN
}

const isStoredRow = ({ label }: Taint): boolean => label.kind === 'source' && label.model.gives === 'stored' && label.name === null

/** An object that is in the list of ours has fields of ours. */
function fieldFacts(act: Activation, item: Value): Fact[] {
  return item.objects.flatMap((id) =>
    act.object(id)?.shape === 'instance'
      ? [...(act.object(id)?.entries ?? [])].flatMap(([key, entry]) => [
          ...factsFor(act, entry.number, ALL_KINDS),
          ...factsFor(act, act.engine.numbers.member(item.number, key), ALL_KINDS),
        ])
      : [],
  )
}

/** `root in path.parents`. */
function parentsTest(act: Activation, container: Value): Value | null {
  const parent = act.engine.numbers.parent(container.number)
  if (parent === undefined || parent.key !== 'parents') return null
  const isResolved = act.isResolvedPath(parent.base)
  const facts = isResolved ? factsFor(act, parent.base, maskOf('path-traversal')) : []
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

function* containerConstants(act: Activation, container: Value): Generator<string> {
  for (const id of container.objects)
    for (const entry of act.object(id)?.entries.values() ?? []) if (typeof entry.constant === 'string') yield entry.constant
}

/** The value does not contain that text: a denylist of one. */
export function denyFacts(act: Activation, number: number, text: string): Fact[] {
  const name = checkFor(text)
  if (text === '..' || text === '../') return factsFor(act, number, HALF.notUpwards, { name, mask: maskOf('path-traversal') })
  if (text === '/') return factsFor(act, number, HALF.notUpwards | HALF.notAbsolute)
  if (text === "'" || text === '"' || text === ';' || text === '--')
    return [{ number, cleared: 0, weak: { name, mask: maskOf('sql-injection', 'command-injection') } }]
  if (text === '\n' || text === '\r') return [{ number, cleared: maskOf('log-injection', 'header-injection'), weak: null }]
  if (text === '<' || text.startsWith('<')) return [{ number, cleared: 0, weak: { name, mask: maskOf('xss', 'stored-xss') } }]
  if (text === '://' || text.startsWith('http')) return [{ number, cleared: 0, weak: { name, mask: maskOf('open-redirect', 'ssrf') } }]
  return []
}

function decidedMembership(act: Activation, item: Value, container: Value): boolean | null {
  if (item.constant === NOT_CONSTANT || container.objects.length !== 1) return null
  const object = act.object(container.objects[0] ?? -1)
  if (object === undefined || !object.isExact || container.taints.length > 0) return null
  if (object.shape === 'dict') return object.entries.has(String(item.constant))
  let isSure = true
  for (const entry of object.entries.values()) {
    if (entry.constant === NOT_CONSTANT) isSure = false
    else if (entry.constant === item.constant) return true
  }
  return isSure ? false : null
}

const ownTest = ({ frame }: Activation): Test | null => (frame.module.language === 'javascript' ? { whenTrue: [], whenFalse: [] } : null)

/** Compared by size with a number: in JavaScript only numbers (or what reads as one) come through. */
function order(act: Activation, left: Value, right: Value): Test | null {
  if (act.frame.module.language !== 'javascript') return null
  const [tested, other] = left.taints.length > 0 ? [left, right] : [right, left]
  if (tested.number === 0 || tested.taints.length === 0 || typeof other.constant !== 'number') return null
  return { whenTrue: factsFor(act, tested.number, ALL_KINDS), whenFalse: [] }
}

export function unary(act: Activation, instruction: Instruction & { readonly op: 'unary' }): Value {
  const operand = act.read(instruction.operand)
  switch (instruction.operator) {
    case 'not': {
      const truth = truthOf(operand)
      if (truth !== null) return constantValue(!truth)
      const test = swapped(operand.test)
      if (operand.number === 0 || operand.taints.length === 0) return { ...SOME_BOOLEAN, test }
      return {
        ...SOME_BOOLEAN,
        test: {
          whenTrue: [...(test?.whenTrue ?? []), { number: operand.number, cleared: ALL_KINDS, weak: null }],
          whenFalse: test?.whenFalse ?? [],
        },
      }
    }
    case 'typeof': {
      const number = act.engine.numbers.slot(act.frame.function, instruction.dst)
      act.engine.numbers.relate(number, operand.number, 'type')
      return { ...NOTHING, type: 'string', number }
    }
    case '-':
      return typeof operand.constant === 'number' ? constantValue(-operand.constant) : SOME_NUMBER
    case 'void':
      return constantValue(undefined)
    case '~': {
      const test = isPosition(operand)
      return test === undefined ? SOME_NUMBER : { ...SOME_BOOLEAN, test }
    }
    default:
      return SOME_NUMBER
  }
}
