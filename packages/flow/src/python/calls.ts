import type { Argument, DictEntry, Slot } from '../ir/ir.ts'
import type { LowerExpression, Lowering } from './lowering.ts'
import { type ByKind, FIELD, KIND } from './syntax-kinds.ts'

/** A call of an attribute is a method call: receiver and name; every other call has a callee. */
const lowerCall: LowerExpression = (lowering, node) => {
  let target = lowering.field(node, FIELD.function)
  while (lowering.kind(target) === KIND.parenthesized_expression || lowering.kind(target) === KIND.list_splat)
    target = lowering.operands(target)[0] ?? -1
  const isMethod = lowering.kind(target) === KIND.attribute
  const receiver = isMethod ? lowering.value(lowering.field(target, FIELD.object)) : -1
  const method = isMethod ? lowering.nameOf(lowering.field(target, FIELD.attribute)) : ''
  const callee = isMethod ? -1 : lowering.value(target)
  const args = lowerArguments(lowering, lowering.field(node, FIELD.arguments))
  return emitCall(lowering, node, { callee, receiver, method, args })
}

interface Call {
  readonly callee: Slot
  readonly receiver?: Slot
  readonly method?: string
  readonly args: readonly Argument[]
  readonly isDecorator?: boolean
}

export function emitCall(lowering: Lowering, node: number, { callee, receiver = -1, method = '', args, isDecorator = false }: Call): Slot {
  const dst = lowering.build.temporary()
  const start = lowering.start(node)
  const end = lowering.end(node)
  lowering.build.emit({ op: 'call', dst, callee, receiver, method, args, isNew: false, isDecorator, isOptional: false, start, end })
  return dst
}

/** The arguments in source order; a lone generator expression is one argument. */
export function lowerArguments(lowering: Lowering, node: number): Argument[] {
  if (node < 0) return []
  if (lowering.kind(node) !== KIND.argument_list) return [{ kind: 'positional', value: lowering.value(node) }]
  const { kinds, next } = lowering.table
  const { expressions } = lowering.tables
  const args: Argument[] = []
  const end = next[node] as number
  for (let child = node + 1; child < end; child = next[child] as number) {
    const kind = kinds[child] as number
    if (kind === KIND.keyword_argument) {
      const value = lowering.value(lowering.field(child, FIELD.value))
      args.push({ kind: 'named', name: lowering.nameOf(lowering.field(child, FIELD.name)), value })
    } else if (kind === KIND.list_splat || kind === KIND.parenthesized_list_splat) {
      args.push({ kind: 'spread', value: lowering.value(child) })
    } else if (kind === KIND.dictionary_splat) {
      args.push({ kind: 'spread-named', value: lowering.value(child) })
    } else if (kind === KIND.ERROR) {
      lowering.value(child)
    } else if (expressions[kind] !== undefined) {
      // In `print(*a.b())` the grammar takes the splat for a part of what is called.
      const isSpread = lowering.text[lowering.start(child)] === '*'
      args.push({ kind: isSpread ? 'spread' : 'positional', value: lowering.value(child) })
    }
  }
  return args
}

const lowerDictionary: LowerExpression = (lowering, node) => {
  const { kinds, next } = lowering.table
  const entries: DictEntry[] = []
  const end = next[node] as number
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (kinds[child] === KIND.pair) entries.push(lowerPair(lowering, child))
    else if (kinds[child] === KIND.dictionary_splat) entries.push({ kind: 'spread', value: lowering.value(child) })
    else if (kinds[child] === KIND.ERROR) lowering.value(child)
  }
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'dict', dst, entries, start: lowering.start(node), end: lowering.end(node) })
  return dst
}

function lowerPair(lowering: Lowering, node: number): DictEntry {
  const keyNode = lowering.field(node, FIELD.key)
  const valueNode = lowering.field(node, FIELD.value)
  const text = plainText(lowering, keyNode)
  if (text !== null) return { kind: 'entry', key: text, value: lowering.value(valueNode) }
  const key = lowering.value(keyNode)
  return { kind: 'computed', key, value: lowering.value(valueNode) }
}

/** The text of a string without prefix and escapes, the usual key; null for everything else. */
function plainText(lowering: Lowering, node: number): string | null {
  if (lowering.kind(node) !== KIND.string) return null
  const opening = lowering.end(node + 1) - lowering.start(node + 1)
  const quote = lowering.text[lowering.start(node)]
  if (opening !== 1 || (quote !== "'" && quote !== '"')) return null
  const text = lowering.text.slice(lowering.start(node) + 1, lowering.end(node) - 1)
  return text.includes('\\') ? null : text
}

export const CALL_EXPRESSIONS: ByKind<LowerExpression> = { call: lowerCall, dictionary: lowerDictionary }
