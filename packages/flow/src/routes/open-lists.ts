import { functionAt, type Scope } from '../engine/program.ts'
import type { BlockIndex, Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { isPath } from './exempt-paths.ts'
import { bodyVerdict } from './guard-proof.ts'
import { leadsToRefusal } from './handler-guards.ts'
import { callBehind, definitionBehind, type FunctionRef, type Reader, stringsAt, textAt } from './reader.ts'
import type { Attachment } from './router-graph.ts'

/** Paths and patterns of whole paths that a guard lets through. */
interface OpenList {
  readonly paths: readonly string[]
  readonly patterns: readonly string[]
}

const LONGEST = 300
const MOST_REPETITIONS = 4
const SPEAKS_OF_CALLER = /principal|user|token|session|auth|identity|account|claims|credential|caller|key/i

const known = new WeakMap<Reader, Map<string, readonly OpenList[]>>()

/**
 * Whether a guard lets this route through because a list of whole paths names it: `PUBLIC.some((path) => path.test(ctx.path))`,
 * `request.path in OPEN`. Everything else is refused to strangers, so that such a list is a decision about each of its paths.
 */
export function isListedOpen(reader: Reader, attachment: Attachment, path: string): boolean {
  const lists = listsOf(reader, attachment)
  const sample = path.replace(/\{[^}]*\}/g, '1').slice(0, LONGEST)
  return lists.some(({ paths, patterns }) => paths.includes(path) || patterns.some((pattern) => matchesWhole(pattern, sample)))
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

function listsOf(reader: Reader, { scope, slot, manner }: Attachment): readonly OpenList[] {
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

function readLists(reader: Reader, target: FunctionRef, manner: Attachment['manner']): readonly OpenList[] {
  return target.function.blocks.flatMap(({ terminator }, at): readonly OpenList[] => {
    if (terminator.op !== 'branch') return []
    const test = listTest(reader, target, terminator.condition)
    if (test === null) return []
    const [listed, other] = test.isNegated ? [terminator.else, terminator.then] : [terminator.then, terminator.else]
    if (!bodyVerdict(reader, target, manner, 0, other).refuses) return []
    const isOpen =
      !bodyVerdict(reader, target, manner, 0, listed).refuses || refusesStrangersOnly(reader, target, at as BlockIndex, listed, other)
    return isOpen ? [test.list] : []
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
  if (isBefore) return leadsToRefusal(reader, target, other, false, true)
  const next = blocks[other]?.terminator
  if (next?.op !== 'branch' || ![next.then, next.else].includes(listed) || !asksCaller(next.start, next.end)) return false
  return leadsToRefusal(reader, target, next.then === listed ? next.else : next.then, false, true)
}

interface ListTest {
  readonly list: OpenList
  readonly isNegated: boolean
}

function listTest(reader: Reader, scope: Scope, slot: Slot): ListTest | null {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return null
  const { instruction, scope: where } = behind
  if (instruction.op === 'unary' && /^(?:not|!)$/.test(instruction.operator)) {
    const inner = listTest(reader, where, instruction.operand)
    return inner === null ? null : { ...inner, isNegated: !inner.isNegated }
  }
  if (instruction.op === 'binary' && /^(?:in|not-in)$/.test(instruction.operator) && isPath(where, instruction.left)) {
    const paths = stringsAt(reader, where, instruction.right)
    return paths.length === 0 ? null : { list: { paths, patterns: [] }, isNegated: instruction.operator === 'not-in' }
  }
  if (instruction.op !== 'call') return null
  const [first] = instruction.args
  if (first === undefined || instruction.receiver < 0) return null
  if (/^(?:includes|has)$/.test(instruction.method) && isPath(where, first.value)) {
    const paths = listedAt(reader, where, instruction.receiver)
    return paths.length === 0 ? null : { list: { paths, patterns: [] }, isNegated: false }
  }
  const patterns = patternsAt(reader, where, instruction.receiver)
  const asks =
    instruction.method === 'test' ? isPath(where, first.value) : instruction.method === 'some' && testsPath(reader, where, first.value)
  return asks && patterns.length > 0 ? { list: { paths: [], patterns }, isNegated: false } : null
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
