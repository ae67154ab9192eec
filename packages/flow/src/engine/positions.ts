import { SOME_NUMBER, type Test, type Value } from './value.ts'

/** What it says that something was found, of the numbers that tell where. */
const found = new WeakMap<Value, Test>()

/** `list.indexOf(item)`, `text.find(part)`: -1 when it is not there. */
export function positionValue({ test }: Value): Value {
  if (test === null) return SOME_NUMBER
  const value = { ...SOME_NUMBER }
  found.set(value, test)
  return value
}

/** `list.indexOf(item) === -1`, `at >= 0`: the question whether it is there; undefined when neither side is a position. */
export function positionTest(operator: string, left: Value, right: Value): Test | undefined {
  const test = found.get(left) ?? found.get(right)
  if (test === undefined) return undefined
  const other = found.has(left) ? right.constant : left.constant
  // Written the other way round, the order turns.
  const asked = found.has(left) ? operator : (TURNED.get(operator) ?? operator)
  const sign = ANSWERS.get(`${asked} ${String(other)}`)
  return sign === undefined ? undefined : sign ? test : { whenTrue: test.whenFalse, whenFalse: test.whenTrue }
}

/** `~list.indexOf(item)` is zero when it is not there. */
export const isPosition = (value: Value): Test | undefined => found.get(value)

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
