import type { Slot } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { deepTaints } from './containers.ts'
import { HALF, isHalved, maskOf } from './kinds.ts'
import { ownText } from './own-text.ts'
import type { Range } from './place.ts'
import { secretTaints } from './source-taints.ts'
import { clearTaints, constantValue, isConstant, joinTaints, NO_TAINTS, NOTHING, stepped, type Taint, type Value } from './value.ts'

const URL_KINDS = maskOf('ssrf', 'open-redirect')
/** What quotes and escapes keep out. */
const LINES = maskOf('log-injection')
const WHOLE_VALUE = maskOf('nosql-injection', 'mass-assignment')

/** f-strings and template literals. */
export function template(act: Activation, parts: readonly (string | Slot)[], at: Range): Value {
  return concat(
    act,
    parts.map((part) => (typeof part === 'string' ? constantValue(part) : namedSecret(act, part, at))),
    at,
  )
}

/** A variable whose name says that it is a secret is one, wherever it came from. */
export function namedSecret(act: Activation, slot: Slot, at: Range): Value {
  const value = act.read(slot)
  const name = act.frame.function.names.get(slot)
  if (name === undefined || isConstant(value) || value.type === 'boolean') return value
  const taints = secretTaints(act, name, at)
  return taints.length === 0 ? value : { ...value, taints: joinTaints(value.taints, taints) }
}

/** Pieces put together: constants fold, a fixed beginning takes the choice of the host away from what follows. */
export function concat(act: Activation, pieces: readonly Value[], at: Range): Value {
  let text: string | null = ''
  let prefix = ''
  let isPrefixOpen = true
  /** The constant text right before the piece. */
  let before = ''
  let hasUnknownBefore = false
  /** What a tainted beginning cannot cause any more, what follows it cannot either: it does not name the host. */
  let ruledOut = 0
  let taints: readonly Taint[] = []
  for (const piece of pieces) {
    const piecePrefix = piece.prefix
    if (isConstant(piece) && typeof piece.constant !== 'object') {
      const constant = String(piece.constant)
      if (text !== null) text += constant
      if (isPrefixOpen) prefix += constant
      if (before === '?' && ENDS_HOST.test(constant)) ruledOut |= URL_KINDS
      before = `${before}${constant}`.slice(-LONGEST_PREFIX)
      continue
    }
    text = null
    const own = deepTaints(act, ownText(act, piece, at) ?? piece)
    const mask =
      WHOLE_VALUE |
      (namesHost(before) ? 0 : hasUnknownBefore || fixesHost(prefix) ? URL_KINDS : ruledOut) |
      (hasUnknownBefore || prefix !== '' ? HALF.notAbsolute : 0) |
      (prefix === '/' ? HALF.beginsWithSlash : 0) |
      (ENDS_HEAD.test(before) ? HEAD_KINDS : 0)
    taints = joinTaints(taints, inPlace(clearTaints(own, mask), `${before}${piece.prefix}`))
    if (isPrefixOpen) prefix += piecePrefix
    isPrefixOpen = false
    // Whoever chose the beginning chose the host; a beginning that is itself tainted leaves it open.
    if (own.length === 0) hasUnknownBefore = true
    else if (before === '' && piecePrefix !== '') ruledOut = hostKindsRuledOut(own)
    before += '?'
  }
  if (text !== null && text.length <= LONGEST_TEXT) return constantValue(text)
  return {
    ...NOTHING,
    type: 'string',
    prefix: prefix.slice(0, LONGEST_PREFIX),
    taints: stepped(taints, act.frame, at, 'joined into a string'),
  }
}

/** `${base}/`: where the beginning ends, the host is named, and whoever chose it is told of by the beginning alone. */
const ENDS_HOST = /^(?:\/(?![/\\])|[?#])/

/** An empty line: what follows is the body of a message. */
const ENDS_HEAD = /\n\r?\n/
const HEAD_KINDS = maskOf('header-injection')

/** `${scheme}://`: what follows is the host, whatever the scheme is. */
const namesHost = (before: string): boolean => before === '?://'

const HOST_KINDS = ['ssrf', 'open-redirect'] as const

function hostKindsRuledOut(taints: readonly Taint[]): number {
  let mask = 0
  for (const kind of HOST_KINDS)
    if (taints.every(({ cleared }) => (cleared & maskOf(kind)) !== 0 || isHalved(cleared, kind))) mask |= maskOf(kind)
  return mask
}

const MARKUP = maskOf('xss', 'stored-xss')
/** Where escaping of markup does not help: scripts, handlers, attributes without quotes. */
const CODE_CONTEXT = /<script\b[^>]*>[^<]*$|\son\w+\s*=\s*(?:"[^"]*|'[^']*|[^\s"'>]*)$|<[a-z][^<>]*\s[\w-]+=$/i

/** What the place that a value is put into makes of it: what was escaped for markup is not escaped for any place, a quote ends no literal of the other kind. */
function inPlace(given: readonly Taint[], before: string): readonly Taint[] {
  if (given.length === 0) return given
  let taints = FILTER_VALUE.test(before)
    ? given.map((taint) => (isNameEscaped(taint) ? { ...taint, cleared: taint.cleared & ~LDAP } : taint))
    : given
  const quote = LITERAL.exec(before)?.groups?.quote
  if (quote !== undefined)
    taints = taints.map((taint) => (taint.weak?.name === checkFor(quote) ? { ...taint, cleared: taint.cleared | XPATH } : taint))
  if (!taints.some(isMarkupEscaped) || !CODE_CONTEXT.test(before)) return taints
  return taints.map((taint) => (isMarkupEscaped(taint) ? { ...taint, cleared: taint.cleared & ~MARKUP } : taint))
}

/** The name of a test that a text does not hold another. */
export const checkFor = (text: string): string => `a check for ${JSON.stringify(text)}`

const XPATH = maskOf('xpath-injection')
/** `[owner='`: a literal that only such a quote ends; paths of XML know no escapes. */
const LITERAL = /[=(,\s](?<quote>['"])[^'"]*$/
const LDAP = maskOf('ldap-injection')
/** `(cn=`: a value of a filter of LDAP begins, whatever was escaped for a distinguished name. */
const FILTER_VALUE = /\([^()=]*=\*?[^()=]*$/
const isNameEscaped = ({ cleared, weak }: Taint): boolean => (cleared & LDAP) !== 0 && weak !== null && (weak.mask & LDAP) !== 0

/** By an escape function for markup alone, which leaves the others as they were. */
const isMarkupEscaped = ({ cleared, weak }: Taint): boolean =>
  (cleared & maskOf('xss')) !== 0 && weak !== null && (weak.mask & maskOf('sql-injection')) !== 0 && ESCAPES.test(weak.name)

const ESCAPES = /escape|encode|clean/i

const LONGEST_TEXT = 20_000
const LONGEST_PREFIX = 200

/** `https://host/...`, or a local path: what follows cannot name another host. */
export function fixesHost(prefix: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+[/?#]/i.test(prefix) ||
    /^\/(?![/\\])[^\s]/.test(prefix) ||
    /^[?#]/.test(prefix) ||
    /^\.{1,2}\//.test(prefix) ||
    /^(?:mailto|tel):/i.test(prefix)
  )
}

/** `'%s' % x`: numbers are numbers; the rest is put in, and into markup it is put escaped. */
export function formatPercent(act: Activation, format: Value, args: Value, at: Range): Value {
  if (format.hint?.kind === 'library' && /\bMarkup\(\)$/.test(format.hint.name))
    return placed(act, '', joinTaints(format.taints, clearTaints(deepTaints(act, args), MARKUP)), at)
  if (typeof format.constant === 'string') {
    const fields = [...format.constant.matchAll(/%(?:\(\w+\))?[#0\- +]*(?:\d+|\*)?(?:\.\d+)?[a-zA-Z]/g)]
    if (fields.length > 0 && fields.every(isNumberField))
      return { ...NOTHING, type: 'string', prefix: format.constant.slice(0, format.constant.indexOf('%')) }
    return placed(
      act,
      format.constant.slice(0, format.constant.indexOf('%') < 0 ? undefined : format.constant.indexOf('%')),
      percentTaints(act, args, fields, at),
      at,
    )
  }
  return placed(act, '', joinTaints(format.taints, deepTaints(act, args)), at)
}

const isNumberField = ([field]: RegExpMatchArray): boolean => /[dioxXeEfFgGc]$/.test(field ?? '')

function percentTaints(act: Activation, args: Value, fields: readonly RegExpMatchArray[], at: Range): readonly Taint[] {
  const put = (value: Value, field: RegExpMatchArray): readonly Taint[] =>
    isNumberField(field) ? NO_TAINTS : inPlace(textTaints(act, value, at), field.input?.slice(0, field.index) ?? '')
  const object = args.objects.length === 1 ? act.object(args.objects[0] ?? -1) : undefined
  let taints: readonly Taint[] = NO_TAINTS
  if (object?.shape === 'dict' && object.rest === null && fields.some(([field]) => field.includes('('))) {
    taints = args.taints
    for (const field of fields) {
      const entry = object.entries.get(/^%\((\w+)\)/.exec(field[0])?.[1] ?? '')
      if (entry !== undefined) taints = joinTaints(taints, put(entry, field))
    }
    return taints
  }
  const [only] = fields
  if (object === undefined || object.shape !== 'tuple' || object.length !== fields.length)
    return fields.length === 1 && only !== undefined && object?.shape !== 'tuple' ? put(args, only) : deepTaints(act, args)
  for (const [index, field] of fields.entries()) {
    const entry = object.entries.get(String(index))
    if (entry !== undefined) taints = joinTaints(taints, put(entry, field))
  }
  return taints
}

/** Taints of a value as the text that is put in. */
const textTaints = (act: Activation, value: Value, at: Range): readonly Taint[] => deepTaints(act, ownText(act, value, at) ?? value)

/** `'{} {name}'.format(...)`: only the fields that are named take part. */
export function formatBraces(
  act: Activation,
  format: Value,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
  at: Range,
): Value {
  let taints: readonly Taint[] = format.taints
  const text = typeof format.constant === 'string' ? format.constant : null
  let next = 0
  const used = new Map<number | string, { readonly isQuoted: boolean; readonly before: string }[]>()
  if (text !== null) {
    for (const match of text.replaceAll('{{', '').matchAll(/\{([^{}:!.[]*)([^{}]*)\}/g)) {
      const [, field = '', how = ''] = match
      const name = field === '' ? next++ : /^\d+$/.test(field) ? Number(field) : field
      used.set(name, [...(used.get(name) ?? []), { isQuoted: /![ra]/.test(how), before: match.input.slice(0, match.index) }])
    }
  }
  const use = (name: number | string, value: Value): void => {
    const places = text === null ? [{ isQuoted: false, before: '' }] : (used.get(name) ?? [])
    if (places.length === 0) return
    const own = textTaints(act, value, at)
    for (const { isQuoted, before } of places) taints = joinTaints(taints, inPlace(isQuoted ? clearTaints(own, LINES) : own, before))
  }
  positional.forEach((value, index) => {
    use(index, value)
  })
  for (const [key, value] of named) use(key, value)
  return placed(act, text === null ? '' : text.slice(0, text.indexOf('{') < 0 ? undefined : text.indexOf('{')), taints, at)
}

function placed(act: Activation, prefix: string, taints: readonly Taint[], at: Range): Value {
  const mask = WHOLE_VALUE | (fixesHost(prefix) ? URL_KINDS : 0)
  return {
    ...NOTHING,
    type: 'string',
    prefix: prefix.slice(0, LONGEST_PREFIX),
    taints: stepped(clearTaints(taints, mask), act.frame, at, 'formatted into a string'),
  }
}
