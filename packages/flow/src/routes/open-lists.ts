import { functionAt, type Scope } from '../engine/program.ts'
import type { BlockIndex, Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { isPath } from './exempt-paths.ts'
import { bodyVerdict } from './guard-proof.ts'
import { leadsToRefusal } from './handler-guards.ts'
import { type ListedOperations, listsOperation, operationKey } from './listed-operations.ts'
import { callBehind, definitionBehind, type FunctionRef, type Reader, stringsAt, textAt } from './reader.ts'
import type { Attachment } from './router-graph.ts'
import { fitsView, type ViewTest, viewTest } from './view-marks.ts'

/** Paths, patterns of whole paths, or what views are called or marked with: those that a guard lets through, or those alone that it asks. */
interface OpenList extends Partial<ViewTest> {
  readonly paths?: readonly string[]
  readonly patterns?: readonly string[]
  readonly operations?: ListedOperations
}

const LONGEST = 300
const MOST_REPETITIONS = 4
const MOST_BRANCHES = 4
const SPEAKS_OF_CALLER =
  /principal|user|token|session|auth|identity|account|claims|credential|caller|key|member|customer|visitor|viewer|actor/i

/** A list with what it is to the guard. */
interface ReadList {
  readonly list: OpenList
  readonly opens: boolean
}

const known = new WeakMap<Reader, Map<string, readonly ReadList[]>>()

/**
 * Whether a guard lets this route through because a list of whole paths names it: `PUBLIC.some((path) => path.test(ctx.path))`,
 * `request.path in OPEN`. Everything else is refused to strangers, so that such a list is a decision about each of its paths.
 */
export function isListedOpen(reader: Reader, attachment: Attachment, asked: AskedRoute): boolean {
  return listsOf(reader, attachment).some(({ list, opens }) => opens && isListed(reader, list, asked))
}

/** Whether a guard asks only those that a list names or a mark stands at, and this route is none of them. */
export function isUnlisted(reader: Reader, attachment: Attachment, asked: AskedRoute): boolean {
  return listsOf(reader, attachment).some(({ list, opens }) => !opens && !isListed(reader, list, asked))
}

/** A route, of which is asked whether a list has it. */
export interface AskedRoute {
  readonly method: string
  readonly path: string
  readonly handler: FunctionRef | null
}

function isListed(reader: Reader, list: OpenList, { method, path, handler }: AskedRoute): boolean {
  const { paths = [], patterns = [], operations } = list
  const sample = path.replace(/\{[^}]*\}/g, '1').slice(0, LONGEST)
  return (
    paths.includes(path) ||
    (operations !== undefined && listsOperation(operations, method, path)) ||
    patterns.some((pattern) => matchesWhole(pattern, sample)) ||
    (handler !== null && fitsView(reader, list, handler))
  )
}

/** Whether an anchored pattern matches a path; one that could take long is not tried. */
function matchesWhole(pattern: string, path: string): boolean {
  const repetitions = pattern.match(/[+*{]/g)?.length ?? 0
  if (!/^\^.*\$$/s.test(pattern) || pattern.length > LONGEST || repetitions > MOST_REPETITIONS || /\)[+*{]/.test(pattern)) return false
  try {
    return new RegExp(pattern).test(path)
  } catch {
    return false
  }
}

function listsOf(reader: Reader, { scope, slot, manner }: Attachment): readonly ReadList[] {
  let memo = known.get(reader)
  if (memo === undefined) {
    memo = new Map()
    known.set(reader, memo)
  }
  const key = `${scope.module.file}:${scope.function.index}:${slot}:${manner}`
  const before = memo.get(key)
  if (before !== undefined) return before
  const code = codeOf(reader, reader.denoter.denote(scope, slot), callBehind(reader, scope, slot), manner)
  const found = code === null ? [] : readLists(reader, code.target, code.manner)
  memo.set(key, found)
  return found
}

function readLists(reader: Reader, target: FunctionRef, manner: Attachment['manner']): readonly ReadList[] {
  return target.function.blocks.flatMap(({ terminator }, at): readonly ReadList[] => {
    if (terminator.op !== 'branch') return []
    const test = listTest(reader, target, terminator.condition)
    if (test === null) return []
    const { list } = test
    const [listed, other] = test.isNegated ? [terminator.else, terminator.then] : [terminator.then, terminator.else]
    const refusesListed = bodyVerdict(reader, target, manner, 0, listed).refuses
    if (!bodyVerdict(reader, target, manner, 0, other).refuses) return refusesListed ? [{ list, opens: false }] : []
    const isOpen = !refusesListed || refusesStrangersOnly(reader, target, at as BlockIndex, listed, other)
    return isOpen ? [{ list, opens: true }] : []
  })
}

/** `!principal && !listed` in either order: whoever is known, or asks for a listed path, goes the same way on. */
function refusesStrangersOnly(reader: Reader, target: FunctionRef, at: BlockIndex, listed: BlockIndex, other: BlockIndex): boolean {
  const { blocks } = target.function
  const asksCaller = (start: number, end: number): boolean => SPEAKS_OF_CALLER.test(textAt(reader, target.module, start, end, LONGEST))
  const isBefore = blocks.some(
    ({ terminator }) =>
      terminator.op === 'branch' &&
      [terminator.then, terminator.else].includes(at) &&
      [terminator.then, terminator.else].includes(listed) &&
      asksCaller(terminator.start, terminator.end),
  )
  if (isBefore) return refusesEachWay(reader, target, other, MOST_BRANCHES)
  const next = blocks[other]?.terminator
  if (next?.op !== 'branch' || ![next.then, next.else].includes(listed) || !asksCaller(next.start, next.end)) return false
  return refusesEachWay(reader, target, next.then === listed ? next.else : next.then, MOST_BRANCHES)
}

/** `redirect` for pages and 401 for everything else: each way from a block is a refusal. */
function refusesEachWay(reader: Reader, target: FunctionRef, from: BlockIndex, depth: number): boolean {
  if (leadsToRefusal(reader, target, from, false, true)) return true
  const next = target.function.blocks[from]?.terminator
  if (next?.op !== 'branch' || depth === 0) return false
  return [next.then, next.else].every((side) => refusesEachWay(reader, target, side, depth - 1))
}

interface ListTest {
  readonly list: OpenList
  readonly isNegated: boolean
}

function listTest(reader: Reader, scope: Scope, slot: Slot): ListTest | null {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return null
  const { instruction, scope: where } = behind
  const ofView = viewTest(reader, where, instruction)
  if (ofView !== null) return ofView
  if (instruction.op === 'unary' && /^(?:not|!)$/.test(instruction.operator)) {
    const inner = listTest(reader, where, instruction.operand)
    return inner === null ? null : { ...inner, isNegated: !inner.isNegated }
  }
  if (instruction.op === 'binary' && /^(?:in|not-in)$/.test(instruction.operator) && isPath(where, instruction.left)) {
    const paths = stringsAt(reader, where, instruction.right)
    return paths.length === 0 ? null : { list: { paths }, isNegated: instruction.operator === 'not-in' }
  }
  if (instruction.op !== 'call') return null
  const [first] = instruction.args
  if (first === undefined || instruction.receiver < 0) return null
  if (/^(?:includes|has)$/.test(instruction.method)) {
    const key = isPath(where, first.value) ? [] : operationKey(where, first.value)
    const listed = key === null ? [] : listedAt(reader, where, instruction.receiver)
    if (key !== null)
      return listed.length === 0 ? null : { list: key.length === 0 ? { paths: listed } : { operations: { key, listed } }, isNegated: false }
  }
  const patterns = patternsAt(reader, where, instruction.receiver)
  const asks =
    instruction.method === 'test' ? isPath(where, first.value) : instruction.method === 'some' && testsPath(reader, where, first.value)
  return asks && patterns.length > 0 ? { list: { patterns }, isNegated: false } : null
}

/** Texts of a list, or of the set made of one. */
function listedAt(reader: Reader, scope: Scope, slot: Slot): readonly string[] {
  const here = stringsAt(reader, scope, slot)
  const made = here.length > 0 ? null : callBehind(reader, scope, slot)
  const first = made?.name === 'Set' ? made.call.args[0] : undefined
  return made === null || first === undefined ? here : stringsAt(reader, made, first.value)
}

function patternsAt(reader: Reader, scope: Scope, slot: Slot): readonly string[] {
  const denoted = reader.denoter.denote(scope, slot)
  const items = denoted.kind === 'list' ? denoted.items : [denoted]
  return items.flatMap((item) => (item.kind === 'regex' ? [item.pattern] : []))
}

/** `(pattern) => pattern.test(ctx.path)`. */
function testsPath(reader: Reader, scope: Scope, slot: Slot): boolean {
  const callback = definitionBehind(scope, slot)
  if (callback?.instruction.op !== 'function') return false
  const inner = { module: scope.module, function: functionAt(scope.module, callback.instruction.function) }
  return reader.callsIn(inner.function).some(({ method, call }) => {
    const [first] = call.args
    return method === 'test' && first !== undefined && isPath(inner, first.value)
  })
}
