import type { Slot } from '../ir/ir.ts'
import { emitBuiltin } from './builtins.ts'
import { decodeString, type StringPrefix, stringPrefix } from './literals.ts'
import type { LowerExpression, Lowering } from './lowering.ts'
import { type ByKind, FIELD, KIND } from './syntax-kinds.ts'

type Part = string | Slot

/** Text and values of a literal in order; adjacent literals are one, as in Python. */
class Parts {
  readonly list: Part[] = []

  add(part: Part): void {
    const last = this.list.at(-1)
    if (typeof part === 'string' && typeof last === 'string') this.list[this.list.length - 1] = last + part
    else if (part !== '') this.list.push(part)
  }
}

const lowerString: LowerExpression = (lowering, node) => lowerStrings(lowering, node, [node])

const lowerConcatenated: LowerExpression = (lowering, node) => {
  const { next } = lowering.table
  const end = next[node] as number
  const strings: number[] = []
  for (let child = node + 1; child < end; child = next[child] as number) if (lowering.kind(child) === KIND.string) strings.push(child)
  return lowerStrings(lowering, node, strings)
}

function lowerStrings(lowering: Lowering, node: number, strings: readonly number[]): Slot {
  const parts = new Parts()
  let isBytes = false
  for (const string of strings) {
    const opening = lowering.textOf(string + 1)
    if (opening === '`') return lowerBackticks(lowering, string)
    const prefix = stringPrefix(opening)
    isBytes ||= prefix.isBytes
    addString(lowering, string, prefix, parts)
  }
  const only = parts.list.length === 0 ? '' : parts.list[0]
  if (parts.list.length <= 1 && typeof only === 'string') return lowering.constant(node, isBytes ? { bytes: only } : only)
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'template', dst, parts: parts.list, start: lowering.start(node), end: lowering.end(node) })
  return dst
}

/** The text lies between the opening, the interpolations and the closing. */
function addString(lowering: Lowering, node: number, prefix: StringPrefix, parts: Parts): void {
  const { next, kinds } = lowering.table
  const end = next[node] as number
  const opening = lowering.textOf(node + 1)
  const quoteLength = /['"`]+$/u.exec(opening)?.[0].length ?? 1
  let from = lowering.start(node) + opening.length
  // The closing token of a raw string can begin with escapes that belong to the text; only its quotes are certain.
  let close = lowering.end(node)
  for (let child = node + 1; child < end; child = next[child] as number) {
    const kind = kinds[child]
    if (kind === KIND.interpolation) {
      parts.add(textBetween(lowering, from, lowering.start(child), prefix))
      addInterpolation(lowering, child, parts)
      from = lowering.end(child)
    } else if (kind === KIND.string_end) {
      close = lowering.end(child) - quoteLength
    }
  }
  if (from < close) parts.add(textBetween(lowering, from, close, prefix))
}

function textBetween(lowering: Lowering, from: number, to: number, prefix: StringPrefix): string {
  const text = decodeString(lowering.text.slice(from, to), prefix)
  return prefix.isFormatted ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text
}

/** `{x!r:>{w}}` is `format(repr(x), '>' + w)`; what a conversion does to a tainted value is the engine's to know. */
function addInterpolation(lowering: Lowering, node: number, parts: Parts): void {
  const expression = lowering.field(node, FIELD.expression)
  const equals = lowering.childOfKind(node, KIND['"="'])
  const specifier = lowering.childOfKind(node, KIND.format_specifier)
  if (equals >= 0) parts.add(lowering.text.slice(lowering.start(node) + 1, endOfSpace(lowering.text, lowering.end(equals))))
  let value = lowering.value(expression)
  const written = lowering.textOf(lowering.childOfKind(node, KIND.type_conversion))
  // `{x=}` shows the repr unless it says otherwise.
  const conversion = written === '' && equals >= 0 && specifier < 0 ? '!r' : written
  if (conversion === '!r' || conversion === '!a') value = emitBuiltin(lowering, node, conversion === '!r' ? 'repr' : 'ascii', [value])
  if (specifier >= 0) value = emitBuiltin(lowering, node, 'format', [value, lowerSpecifier(lowering, specifier)])
  parts.add(value)
}

function endOfSpace(text: string, from: number): number {
  let end = from
  while (text[end] === ' ' || text[end] === '\t') end++
  return end
}

function lowerSpecifier(lowering: Lowering, node: number): Slot {
  const { next, kinds } = lowering.table
  const parts = new Parts()
  let from = lowering.start(node) + 1 // after the colon
  const end = next[node] as number
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (kinds[child] !== KIND.format_expression && kinds[child] !== KIND.interpolation) continue
    parts.add(lowering.text.slice(from, lowering.start(child)))
    addInterpolation(lowering, child, parts)
    from = lowering.end(child)
  }
  parts.add(lowering.text.slice(from, lowering.end(node)))
  const only = parts.list.length === 0 ? '' : parts.list[0]
  if (parts.list.length <= 1 && typeof only === 'string') return lowering.constant(node, only)
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'template', dst, parts: parts.list, start: lowering.start(node), end: lowering.end(node) })
  return dst
}

/** Python 2's `x` in backticks is `repr(x)`; the grammar keeps its text, of which a name is understood. */
function lowerBackticks(lowering: Lowering, node: number): Slot {
  const name = lowering.text.slice(lowering.start(node) + 1, lowering.end(node) - 1).trim()
  if (!/^[A-Za-z_]\w*$/u.test(name)) {
    lowering.issue('unsupported', node, 'an expression in backticks is not analysed')
    return emitBuiltin(lowering, node, 'repr', [lowering.unknown(node)])
  }
  return emitBuiltin(lowering, node, 'repr', [lowering.load(node, name)])
}

export const STRING_EXPRESSIONS: ByKind<LowerExpression> = { string: lowerString, concatenated_string: lowerConcatenated }
