import type { Instruction, Slot } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { deepTaints } from './containers.ts'
import { definitionsOf } from './definitions.ts'
import type { Range } from './place.ts'
import { useSink } from './sinks.ts'
import type { Value } from './value.ts'

/** Fields of the head of a message, a part of one, or an answer. */
const FIELD =
  '(?:Subject|From|To|Cc|Bcc|Reply-To|Sender|Return-Path|Message-ID|In-Reply-To|List-Unsubscribe|Content-(?:Disposition|Type|ID|Location)|Location|Set-Cookie|Cookie|Host|Referer|Authorization|X-[\\w-]+)'
const BEGINS_WITH_FIELD = new RegExp(`^${FIELD}: ?`)
const INSIDE_FIELD = new RegExp(`(?:^|[\\r\\n])${FIELD}: ?[^\\r\\n]*$`)

const SINK = { kind: 'header-injection', cwe: 93, name: 'the lines of a head' } as const

/** `[..., 'Subject: ' + subject].join('\r\n')`: a line break in the value begins a line of its own. */
export function joinedHead(act: Activation, list: Value, separator: Value, use: CallUse, slot: Slot): void {
  if (separator.constant !== '\r\n' && separator.constant !== '\n') return
  const object = list.objects.length === 1 ? act.object(list.objects[0] ?? -1) : undefined
  if (object === undefined) return
  const fields = [...object.entries].filter(([, { prefix }]) => BEGINS_WITH_FIELD.test(prefix))
  // One line alone is no head where lines may be anything.
  if (fields.length < 2) return
  for (const [key, value] of fields) useSink(act, SINK, deepTaints(act, value), placeOf(act, slot, Number(key)) ?? use.instruction)
}

/** Where the item of a list that is written out is made. */
function placeOf(act: Activation, slot: Slot, index: number): Range | null {
  const { module, function: owner } = act.frame
  const [list] = definitionsOf(module, owner, slot)
  const item = list?.kind === 'instruction' && list.instruction.op === 'list' ? list.instruction.items[index] : undefined
  const [made] = item === undefined ? [] : definitionsOf(module, owner, item)
  return made?.kind === 'instruction' ? made.instruction : null
}

/** The same in one text with line breaks of its own: `'To: ' + to + '\r\nSubject: ' + subject`. */
export function addedHead(act: Activation, { left, right, start, end }: Instruction & { readonly op: 'binary' }): void {
  const value = act.read(right)
  if (typeof value.constant === 'string' ? !value.constant.startsWith('\r\n') : value.taints.length === 0) return
  const parts = addedParts(act, left, 0)
  const added = addedParts(act, right, 0)
  const [next] = added
  const last = parts.at(-1)
  const before = textOf(parts)
  if (typeof next === 'number') {
    if (before.includes('\r\n') && INSIDE_FIELD.test(before) && !isBody(before))
      useSink(act, SINK, deepTaints(act, act.read(next)), { start, end })
  } else if (typeof last === 'number' && next?.startsWith('\r\n') === true) {
    // The first line is known for one by the break behind it.
    const first = textOf(parts.slice(0, -1))
    if (!first.includes('\r\n') && INSIDE_FIELD.test(first)) useSink(act, SINK, deepTaints(act, act.read(last)), { start, end })
  }
}

/** An empty line ends a head; parts of a message have heads of their own. */
function isBody(before: string): boolean {
  const end = before.lastIndexOf('\r\n\r\n')
  return end >= 0 && !before.slice(end).includes('\r\n--')
}

const MOST_ADDED = 40

/** What a chain of `+` puts together. */
function addedParts(act: Activation, slot: Slot, depth: number): readonly (string | Slot)[] {
  const { constant } = act.read(slot)
  if (typeof constant === 'string') return [constant]
  const { module, function: owner } = act.frame
  const [only, ...more] = definitionsOf(module, owner, slot)
  const made = only?.kind === 'instruction' && more.length === 0 ? only.instruction : null
  if (depth > MOST_ADDED || made?.op !== 'binary' || made.operator !== '+') return [slot]
  return [...addedParts(act, made.left, depth + 1), ...addedParts(act, made.right, depth + 1)]
}

const textOf = (parts: readonly (string | Slot)[]): string => parts.map((part) => (typeof part === 'string' ? part : '?')).join('')

/** The same in a template. */
export function templateHead(act: Activation, parts: readonly (string | Slot)[], at: Range): void {
  if (!parts.some((part) => typeof part === 'string' && part.includes('\r\n'))) return
  let before = ''
  for (const part of parts) {
    if (typeof part === 'string') before += part
    else {
      if (INSIDE_FIELD.test(before)) useSink(act, SINK, deepTaints(act, act.read(part)), at)
      before += '?'
    }
  }
}
