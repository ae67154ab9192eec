import type { BlockIndex, Slot } from '../ir/ir.ts'
import type { Lowering, LowerStatement } from './lowering.ts'
import { emitSequence } from './sequences.ts'
import { type ByKind, byKind, FIELD, KIND } from './syntax-kinds.ts'

/** `match` is a chain of tests: constants are compared, shapes are `matches`, the bound parts follow as `get` and `index`. */
const lowerMatch: LowerStatement = (lowering, node) => {
  const { build, table } = lowering
  const subjects = childrenWithField(lowering, node, FIELD.subject)
  const isTuple = subjects.length > 1 || lowering.childOfKind(node, KIND['","']) >= 0
  const subject = isTuple ? emitSequence(lowering, node, 'tuple', subjects) : lowering.value(subjects[0] ?? -1)
  const done = build.newBlock()
  const body = lowering.field(node, FIELD.body)
  const end = body < 0 ? 0 : (table.next[body] as number)
  for (let child = body + 1; child < end; child = table.next[child] as number) {
    if (table.kinds[child] === KIND.case_clause) lowerCase(lowering, child, subject, done)
    else lowering.statement(child)
  }
  build.jumpTo(done, lowering.end(node), lowering.end(node))
}

function childrenWithField(lowering: Lowering, node: number, field: number): number[] {
  const { fields, next } = lowering.table
  const end = next[node] as number
  const found: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) if (fields[child] === field) found.push(child)
  return found
}

function lowerCase(lowering: Lowering, node: number, subject: Slot, done: BlockIndex): void {
  const { build } = lowering
  const end = lowering.end(node)
  const fails = build.newBlock()
  const patterns = patternsIn(lowering, node)
  const isSequence = patterns.length > 1 || lowering.childOfKind(node, KIND['","']) >= 0
  if (isSequence) testSequence(lowering, node, patterns, subject, fails)
  else test(lowering, patterns[0] ?? -1, subject, fails)
  const guard = lowering.field(node, FIELD.guard)
  if (guard >= 0) {
    const body = build.newBlock()
    lowering.condition(lowering.operands(guard)[0] ?? -1, body, fails)
    build.enter(body)
  }
  lowering.suite(lowering.field(node, FIELD.consequence))
  build.jump(done, end, end)
  build.enter(fails)
}

const PATTERN_KINDS = new Set<number>([KIND.case_pattern, KIND.splat_pattern, KIND.keyword_pattern])

function patternsIn(lowering: Lowering, node: number): number[] {
  const { kinds, next } = lowering.table
  const end = next[node] as number
  const found: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) if (PATTERN_KINDS.has(kinds[child] as number)) found.push(child)
  return found
}

/** Goes on in a block where the pattern holds and its names are bound; elsewhere control goes to `fails`. */
function test(lowering: Lowering, node: number, subject: Slot, fails: BlockIndex): void {
  if (node < 0) return
  lowering.nested(node, () => testOne(lowering, node, subject, fails))
}

type Test = (lowering: Lowering, node: number, subject: Slot, fails: BlockIndex) => void

function testOne(lowering: Lowering, node: number, subject: Slot, fails: BlockIndex): void {
  const special = TESTS[lowering.kind(node)]
  if (special === undefined) testLiteral(lowering, node, lowering.value(node), subject, fails)
  else special(lowering, node, subject, fails)
}

const testAlias: Test = (lowering, node, subject, fails) => {
  const children = childrenOf(lowering, node)
  const alias = children.at(-1) ?? -1
  test(lowering, children[0] ?? -1, subject, fails)
  lowering.store(alias, lowering.nameOf(alias), subject)
}

/** Parentheses without a comma only group. */
const testParenthesized: Test = (lowering, node, subject, fails) => {
  const patterns = patternsIn(lowering, node)
  const isGroup = patterns.length === 1 && lowering.childOfKind(node, KIND['","']) < 0
  if (isGroup) test(lowering, patterns[0] ?? -1, subject, fails)
  else testSequence(lowering, node, patterns, subject, fails)
}

const testSplat: Test = (lowering, node, subject) => {
  const name = childrenOf(lowering, node).at(-1) ?? -1
  if (lowering.kind(name) === KIND.identifier) lowering.store(name, lowering.nameOf(name), subject)
}

function childrenOf(lowering: Lowering, node: number): number[] {
  const { next } = lowering.table
  const end = next[node] as number
  const found: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) found.push(child)
  return found
}

const testInner: Test = (lowering, node, subject, fails) => {
  const [first = -1, second] = childrenOf(lowering, node)
  if (second === undefined || lowering.kind(first) !== KIND['"-"']) {
    test(lowering, first, subject, fails)
    return
  }
  const operand = lowering.value(second)
  const value = lowering.build.temporary()
  lowering.build.emit({ op: 'unary', dst: value, operator: '-', operand, start: lowering.start(node), end: lowering.end(node) })
  testLiteral(lowering, node, value, subject, fails)
}

function testLiteral(lowering: Lowering, node: number, value: Slot, subject: Slot, fails: BlockIndex): void {
  const kind = lowering.kind(node)
  const operator = kind === KIND.none || kind === KIND.true || kind === KIND.false ? 'is' : '=='
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'binary', dst, operator, left: subject, right: value, start: lowering.start(node), end: lowering.end(node) })
  branch(lowering, node, dst, fails)
}

function branch(lowering: Lowering, node: number, condition: Slot, fails: BlockIndex): void {
  const { build } = lowering
  const then = build.newBlock()
  build.branch(condition, then, fails, { start: lowering.start(node), end: lowering.end(node) })
  build.enter(then)
}

/** A lone name captures, `A.b` is compared with. */
function testName(lowering: Lowering, node: number, subject: Slot, fails: BlockIndex): void {
  const isCapture = lowering.table.next[node] === node + 2
  if (!isCapture) {
    testLiteral(lowering, node, lowering.value(node), subject, fails)
    return
  }
  const name = lowering.nameOf(node)
  if (name !== '_') lowering.store(node, name, subject)
}

function testUnion(lowering: Lowering, node: number, subject: Slot, fails: BlockIndex): void {
  const { build } = lowering
  const alternatives = childrenOf(lowering, node).filter((child) => lowering.kind(child) !== KIND['"|"'])
  const holds = build.newBlock()
  for (const [index, alternative] of alternatives.entries()) {
    const isLast = index === alternatives.length - 1
    const next = isLast ? fails : build.newBlock()
    test(lowering, alternative, subject, next)
    build.jump(holds, lowering.end(alternative), lowering.end(alternative))
    if (!isLast) build.enter(next)
  }
  build.enter(holds)
}

function testShape(lowering: Lowering, node: number, subject: Slot, pattern: string, fails: BlockIndex): void {
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'matches', dst, src: subject, pattern, start: lowering.start(node), end: lowering.end(node) })
  branch(lowering, node, dst, fails)
}

/** Pattern `[2]`: exactly two items; `[2+]`: at least two. */
function testSequence(lowering: Lowering, node: number, patterns: readonly number[], subject: Slot, fails: BlockIndex): void {
  const { build } = lowering
  const star = patterns.findIndex(
    (pattern) => lowering.kind(pattern) === KIND.splat_pattern || lowering.kind(pattern + 1) === KIND.splat_pattern,
  )
  testShape(lowering, node, subject, star < 0 ? `[${patterns.length}]` : `[${patterns.length - 1}+]`, fails)
  for (const [index, pattern] of patterns.entries()) {
    const start = lowering.start(pattern)
    const end = lowering.end(pattern)
    const after = patterns.length - 1 - index
    const place = build.constant(star >= 0 && index > star ? index - patterns.length : index, start, end)
    const to = index === star && after > 0 ? build.constant(-after, start, end) : -1
    const item = build.temporary()
    if (index === star) build.emit({ op: 'slice', dst: item, object: subject, from: place, to, step: -1, start, end })
    else build.emit({ op: 'index', dst: item, object: subject, index: place, isOptional: false, start, end })
    test(lowering, pattern, item, fails)
  }
}

function testMapping(lowering: Lowering, node: number, subject: Slot, fails: BlockIndex): void {
  const { build, table } = lowering
  testShape(lowering, node, subject, '{}', fails)
  let key = -1
  for (const child of childrenOf(lowering, node)) {
    if (table.fields[child] === FIELD.key) {
      key = child
    } else if (table.fields[child] === FIELD.value && key >= 0) {
      const index = lowering.value(key)
      const item = build.temporary()
      build.emit({
        op: 'index',
        dst: item,
        object: subject,
        index,
        isOptional: false,
        start: lowering.start(child),
        end: lowering.end(child),
      })
      test(lowering, child, item, fails)
    } else if (lowering.kind(child) === KIND.splat_pattern || lowering.kind(child) === KIND.case_pattern) {
      test(lowering, child, subject, fails)
    }
  }
}

/** Classes whose one positional pattern is the subject itself (Python reference, class patterns). */
const WHOLE = new Set(['bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple'])

function testClass(lowering: Lowering, node: number, subject: Slot, fails: BlockIndex): void {
  const { build } = lowering
  const name = lowering.nameOf(lowering.childOfKind(node, KIND.dotted_name))
  testShape(lowering, node, subject, `${name}()`, fails)
  for (const pattern of patternsIn(lowering, node)) {
    const start = lowering.start(pattern)
    const end = lowering.end(pattern)
    const keyword = lowering.kind(pattern) === KIND.keyword_pattern ? pattern : pattern + 1
    if (lowering.kind(keyword) === KIND.keyword_pattern) {
      const children = childrenOf(lowering, keyword)
      const item = build.temporary()
      build.emit({ op: 'get', dst: item, object: subject, key: lowering.nameOf(children[0] ?? -1), isOptional: false, start, end })
      test(lowering, children.at(-1) ?? -1, item, fails)
    } else if (WHOLE.has(name)) {
      test(lowering, pattern, subject, fails)
    } else {
      // Which attribute a position stands for is said by the class's __match_args__: some part of the subject.
      const item = build.temporary()
      build.emit({ op: 'element', dst: item, object: subject, start, end })
      test(lowering, pattern, item, fails)
    }
  }
}

const TESTS: readonly (Test | undefined)[] = byKind<Test>({
  case_pattern: testInner,
  '"_"': () => undefined,
  dotted_name: testName,
  as_pattern: testAlias,
  union_pattern: testUnion,
  list_pattern: (lowering, node, subject, fails) => testSequence(lowering, node, patternsIn(lowering, node), subject, fails),
  tuple_pattern: testParenthesized,
  dict_pattern: testMapping,
  class_pattern: testClass,
  splat_pattern: testSplat,
  complex_pattern: (lowering, node, subject, fails) => testLiteral(lowering, node, lowering.unknown(node), subject, fails),
})

export const MATCH_STATEMENTS: ByKind<LowerStatement> = { match_statement: lowerMatch }
