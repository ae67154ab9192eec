import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { getMember } from '../members.ts'
import { shadowOf } from '../state.ts'
import { NOTHING, type Taint, type Value } from '../value.ts'
import { typeAssigned, typeSetLater } from './later-type.ts'

/** The name under which a response keeps its content type here. */
export const CONTENT_TYPE = '<content-type>'
/** The name under which a reply that is built step by step keeps what it sends. */
export const CONTENT = '<content>'

const TYPE_OPTIONS = ['mimetype', 'content_type', 'media_type', 'contentType']

/** A type that somebody states and that is not known here: whoever computes one seldom means HTML. */
const CHOSEN_LATER = 'application/octet-stream'

/** The content type that the call, its receiver or its headers state; null when none does. */
function statedType(act: Activation, use: CallUse): string | null {
  for (const name of TYPE_OPTIONS) {
    const value = use.args.named.get(name)
    if (value !== undefined) return typeof value.constant === 'string' ? value.constant : namedType(value) || value.prefix || CHOSEN_LATER
  }
  const { receiver } = use
  const set = receiver === null ? NOTHING : getMember(act, receiver, CONTENT_TYPE, use.instruction)
  if (typeof set.constant === 'string') return set.constant
  if (set.prefix !== '') return set.prefix
  const known = receiver === null ? undefined : typeSet(act, receiver)
  if (known !== undefined) return typeof known.constant === 'string' ? known.constant : known.prefix || CHOSEN_LATER
  // `response.content_type = 'text/html'`
  const assigned = receiver === null ? NOTHING : getMember(act, receiver, 'content_type', use.instruction)
  if (typeof assigned.constant === 'string') return assigned.constant
  const named = namedType(assigned)
  if (named !== '') return named
  const made = receiver === null ? null : madeType(act, receiver)
  if (made !== null) return made
  for (const value of [...use.args.positional.slice(1), ...use.args.named.values()]) {
    const found = headerType(act, value, use)
    if (found !== null) return found
  }
  return null
}

function typeSet(act: Activation, receiver: Value): Value | undefined {
  const fields = receiver.number === 0 ? undefined : act.object(shadowOf(receiver.number))
  return (
    fields?.entries.get(CONTENT_TYPE) ??
    receiver.objects.map((id) => act.object(id)?.entries.get(CONTENT_TYPE)).find((value) => value !== undefined)
  )
}

/** `MediaType.HTML` of Litestar, `falcon.MEDIA_HTML`; '' for what says nothing. */
function namedType({ hint }: Value): string {
  const name = hint?.kind === 'library' ? hint.name : ''
  if (/(?:\.|MEDIA_)HTML$/.test(name)) return 'text/html'
  return /(?:\.|MEDIA_)(?:JSON|TEXT|YAML|MSGPACK)$/.test(name) ? 'text/plain' : ''
}

/** `HttpResponse(content_type='text/csv')`, asked of the object later. */
function madeType(act: Activation, receiver: Value): string | null {
  const origin = receiver.hint?.kind === 'library' ? receiver.hint.origin : null
  if (origin === null) return null
  for (const name of TYPE_OPTIONS) {
    const given = act.engine.denoter.argument(origin, origin.call, -1, name)
    if (given?.kind === 'constant' && typeof given.value === 'string') return given.value
  }
  return null
}

/** Of a dictionary of headers, or of options that hold one. */
export function headerType(act: Activation, value: Value, use: CallUse, depth = 2): string | null {
  for (const id of value.objects) {
    const object = act.object(id)
    if (object?.shape !== 'dict') continue
    for (const [key, entry] of object.entries) {
      if (/^(?:content-type|content_type|mimetype)$/i.test(key) && typeof entry.constant === 'string') return entry.constant
      const nested = /^headers$/i.test(key) && depth > 0 ? headerType(act, entry, use, depth - 1) : null
      if (nested !== null) return nested
    }
  }
  return null
}

const isMarkup = (type: string): boolean => type === '' || /html|svg|xml/i.test(type)

/** A dictionary is sent as JSON by the framework; text that was just made JSON is meant as such. */
export function writtenTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const type = statedType(act, use)
  if (isStructure(act, value) || (type !== null && !isMarkup(type))) return null
  return deepTaints(act, value).filter(({ trace }) => !/^through (?:\w+\.)?dumps\(\)$/.test(trace?.what ?? ''))
}

/** Sent as HTML unless the response says otherwise. */
export function htmlTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const type = statedType(act, use) ?? typeSetLater(act, use)
  return isStructure(act, value) || (type !== null && !isMarkup(type)) ? null : deepTaints(act, value)
}

/** Sent as HTML only when the response says so. */
export function statedHtmlTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const type = statedType(act, use)
  return type === null || !isMarkup(type) || type === '' ? null : deepTaints(act, value)
}

/** Sent as HTML when it looks like it, or when the response says so: how Koa guesses. */
export function guessedHtmlTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const type = typeAssigned(act, use) ?? statedType(act, use)
  if (type !== null) return isMarkup(type) && !isStructure(act, value) ? deepTaints(act, value) : null
  if (/^\s*</.test(value.prefix)) return deepTaints(act, value)
  // Whoever chooses the beginning chooses the type.
  if (value.prefix !== '' || isStructure(act, value)) return null
  const taints = value.taints.filter((taint) => taint.doubt === 0 && taint.label.kind === 'source' && taint.label.name !== null)
  return value.type === 'string' || taints.length > 0 ? taints : null
}

function isStructure(act: Activation, value: Value): boolean {
  // Who sets fields of something has no text.
  const isPlain = value.number === 0 || value.type === 'string' || act.frame.module.language !== 'javascript'
  const fields = isPlain ? undefined : act.object(shadowOf(value.number))
  if (value.objects.length === 0 && fields !== undefined && fields.entries.size > 0) return true
  return value.objects.length > 0 && value.objects.every((id) => act.object(id) !== undefined) && value.type !== 'string'
}

/** `Markup(text).striptags()` and `.unescape()`: the markup is read, and what stays is text. */
export function isTurnedIntoText({ frame }: Activation, { instruction }: CallUse): boolean {
  return frame.function.blocks.some(({ instructions }) =>
    instructions.some(
      (next) => next.op === 'call' && next.receiver === instruction.dst && (next.method === 'unescape' || next.method === 'striptags'),
    ),
  )
}
