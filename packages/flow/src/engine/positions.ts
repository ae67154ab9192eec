import { SOME_NUMBER, type Test, type Value } from './value.ts'

interface Asked {
  /** What it says that something was found, of the numbers that tell where. */
  readonly isThere: Test
  /** What it says that a text begins with it; null for lists. */
  readonly isFirst: Test | null
}

const found = new WeakMap<Value, Asked>()

/** `list.indexOf(item)`, `text.find(part)`: -1 when it is not there, 0 when the text begins with it. */
export function positionValue({ test }: Value, begins: Value | null = null): Value {
  const isFirst = begins?.test ?? null
  if (test === null && isFirst === null) return SOME_NUMBER
  const value = { ...SOME_NUMBER }
  found.set(value, { isThere: test ?? NOTHING_SAID, isFirst })
  return value
}

const NOTHING_SAID: Test = { whenTrue: [], whenFalse: [] }

/** `list.indexOf(item) === -1`, `at >= 0`, `path.indexOf(root) !== 0`: the question whether it is there, or first; undefined when neither side is a position. */
export function positionTest(operator: string, left: Value, right: Value): Test | undefined {
  const asked = found.get(left) ?? found.get(right)
  if (asked === undefined) return undefined
  const other = found.has(left) ? right.constant : left.constant
  // Written the other way round, the order turns.
  const question = `${found.has(left) ? operator : (TURNED.get(operator) ?? operator)} ${String(other)}`
  const test = FIRST.has(question) ? asked.isFirst : asked.isThere
  const sign = ANSWERS.get(question) ?? FIRST.get(question)
  return sign === undefined || test === null ? undefined : sign ? test : { whenTrue: test.whenFalse, whenFalse: test.whenTrue }
}

/** `~list.indexOf(item)` is zero when it is not there. */
export const isPosition = (value: Value): Test | undefined => found.get(value)?.isThere

const TURNED = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
])

const ANSWERS = new Map([
  ['== -1', false],
  ['is -1', false],
  ['!= -1', true],
  ['is-not -1', true],
  ['> -1', true],
  ['>= 0', true],
  ['< 0', false],
  ['<= -1', false],
])

const FIRST = new Map([
  ['== 0', true],
  ['is 0', true],
  ['!= 0', false],
  ['is-not 0', false],
])
