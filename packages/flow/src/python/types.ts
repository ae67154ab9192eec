import type { Slot, TypeReference } from '../ir/ir.ts'
import type { Lowering } from './lowering.ts'
import { FIELD, KIND } from './syntax-kinds.ts'

const NO_ARGS: readonly TypeReference[] = []
/** Types nest like everything else; what is deeper tells nobody anything. */
const MOST_LEVELS = 20

/** The type written at a node (`type` or an expression); null when there is none. Calls in it are evaluated: `Depends(x)`. */
export function typeReference(lowering: Lowering, node: number): TypeReference | null {
  return node < 0 ? null : reference(lowering, node, 0)
}

function reference(lowering: Lowering, node: number, level: number): TypeReference {
  const kind = lowering.kind(node)
  if (level > MOST_LEVELS) {
    lowering.issue('too-deep', node, `a type nested more than ${MOST_LEVELS} levels deep`)
    return named('<unknown>')
  }
  if (kind === KIND.type || kind === KIND.parenthesized_expression || kind === KIND.splat_type) {
    const inner = lowering.operandsOfType(node)[0]
    return inner === undefined ? named('<unknown>') : reference(lowering, inner, level + 1)
  }
  if (kind === KIND.identifier || kind === KIND.attribute || kind === KIND.member_type || kind === KIND.dotted_name) {
    return named(dotted(lowering.textOf(node)))
  }
  if (kind === KIND.none) return named('None')
  if (kind === KIND.generic_type || kind === KIND.subscript) return generic(lowering, node, level)
  if (kind === KIND.union_type || (kind === KIND.binary_operator && lowering.kind(lowering.field(node, FIELD.operator)) === KIND['"|"'])) {
    return { name: '|', args: lowering.operandsOfType(node).map((part) => reference(lowering, part, level + 1)), valueSlot: -1 }
  }
  if (kind === KIND.string) return fromText(stringContent(lowering.textOf(node)))
  return valueReference(lowering, node)
}

function firstChild(lowering: Lowering, node: number): number | undefined {
  return (lowering.table.next[node] as number) > node + 1 ? node + 1 : undefined
}

function named(name: string, args = NO_ARGS, valueSlot: Slot = -1): TypeReference {
  return { name, args, valueSlot }
}

function dotted(text: string): string {
  return /\s/u.test(text) ? text.replace(/\s+/gu, '') : text
}

/** `list[int]`, `Annotated[User, Depends(f)]`, `Literal["a", "b"]`. */
function generic(lowering: Lowering, node: number, level: number): TypeReference {
  const isSubscript = lowering.kind(node) === KIND.subscript
  const head = isSubscript ? lowering.field(node, FIELD.value) : node + 1
  const name = dotted(lowering.textOf(head))
  const parts = isSubscript ? subscripts(lowering, node) : lowering.operandsOfType(lowering.childOfKind(node, KIND.type_parameter))
  if (/(?:^|\.)Literal$/u.test(name))
    return named(
      '|',
      parts.map((part) => named(`literal:${literalText(lowering, part)}`)),
    )
  const isAnnotated = /(?:^|\.)Annotated$/u.test(name)
  return named(
    name,
    parts.map((part, index) =>
      isAnnotated && index > 0 ? valueReference(lowering, unwrapped(lowering, part)) : reference(lowering, part, level + 1),
    ),
  )
}

function subscripts(lowering: Lowering, node: number): number[] {
  const { fields, next } = lowering.table
  const end = next[node] as number
  const found: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (fields[child] === FIELD.subscript) found.push(...(lowering.kind(child) === KIND.tuple ? lowering.operands(child) : [child]))
  }
  return found
}

function unwrapped(lowering: Lowering, node: number): number {
  return lowering.kind(node) === KIND.type ? (firstChild(lowering, node) ?? node) : node
}

function literalText(lowering: Lowering, node: number): string {
  const text = lowering.textOf(node)
  return /^['"]/u.test(text) ? stringContent(text) : text
}

/** A part of a type that is a value: its name is what is called, or the text of a constant. */
function valueReference(lowering: Lowering, node: number): TypeReference {
  const callee = lowering.kind(node) === KIND.call ? lowering.field(node, FIELD.function) : -1
  const name = callee >= 0 ? dotted(lowering.textOf(callee)) : lowering.kind(node) === KIND.identifier ? lowering.textOf(node) : ''
  return named(name, NO_ARGS, lowering.value(node))
}

function stringContent(text: string): string {
  return /^[A-Za-z]*(?<quote>'''|"""|'|")(?<content>[\s\S]*)\k<quote>$/u.exec(text)?.groups?.content ?? ''
}

const TOKEN = /\s*(?:(?<name>[\p{L}_][\p{L}\p{N}_.]*)|(?<mark>[[\],|]))/uy

/** Reads a type in a string, as forward references are written: names, brackets and unions; `<unknown>` for anything else. */
function fromText(text: string): TypeReference {
  const tokens: string[] = []
  const pattern = new RegExp(TOKEN)
  const trimmed = text.trim()
  while (pattern.lastIndex < trimmed.length && tokens.length < 200) {
    const match = pattern.exec(trimmed)
    if (match === null) return named('<unknown>')
    tokens.push(match[0].trim())
  }
  let place = 0
  const union = (level: number): TypeReference => {
    const parts = [single(level)]
    while (tokens[place] === '|') {
      place++
      parts.push(single(level))
    }
    return parts.length === 1 ? (parts[0] as TypeReference) : named('|', parts)
  }
  const single = (level: number): TypeReference => {
    const name = tokens[place] ?? '<unknown>'
    if (/^[[\],|]$/u.test(name) || level > MOST_LEVELS) return named('<unknown>')
    place++
    if (tokens[place] !== '[') return named(name)
    const args: TypeReference[] = []
    do {
      place++
      args.push(union(level + 1))
    } while (tokens[place] === ',')
    place++
    return named(name, args)
  }
  return union(0)
}
