import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { deepTaints, listObject, makeObject } from './containers.ts'
import { definitionsOf } from './definitions.ts'
import { encodedFrom, isEncoded } from './encoded-text.ts'
import { factsFor } from './facts-for.ts'
import { joinedHead } from './header-lines.ts'
import { isFew } from './indexing.ts'
import { itemOf, iteratedItems } from './iterated.ts'
import { ALL_KINDS, HALF, maskOf, PART_ONLY } from './kinds.ts'
import { joinedSegments } from './last-segment.ts'
import { getMember } from './members.ts'
import { ownText } from './own-text.ts'
import { patternOf } from './pattern-of.ts'
import { positionValue } from './positions.ts'
import { slowPattern } from './slow-pattern.ts'
import { matchValue } from './special/patterns.ts'
import { concat, formatBraces } from './strings.ts'
import { contains, endsWith, startsWith } from './text-questions.ts'
import { replaced, TEXT_METHODS } from './text-replaced.ts'
import { exchangedBy } from './translate-tables.ts'
import {
  clearTaints,
  constantValue,
  isConstant,
  joinTaints,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  stepped,
  type Value,
} from './value.ts'

const SAME_TEXT = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'trim',
  'trimStart',
  'trimEnd',
  'lower',
  'upper',
  'casefold',
  'title',
  'capitalize',
  'toLowerCase',
  'toUpperCase',
  'toString',
  'valueOf',
  'encode',
  'decode',
  'normalize',
  'swapcase',
  'expandtabs',
  'substring',
  'substr',
  'slice',
  'padStart',
  'padEnd',
  'ljust',
  'rjust',
  'center',
  'zfill',
  'removeprefix',
  'removesuffix',
  'repeat',
  'charAt',
  'at',
  'toLocaleLowerCase',
  'hex',
  'translate',
])
const NUMBERS = new Set(['index', 'rindex', 'count', 'search', 'charCodeAt', 'codePointAt', 'localeCompare'])
/** Where a part is in a text: -1 when it is not there. */
const FINDS = new Set(['find', 'rfind', 'indexOf', 'lastIndexOf'])
const SPLITS = new Set(['split', 'rsplit', 'splitlines', 'partition', 'rpartition'])
const PRINTABLE = new Set(['isprintable'])
const ALPHANUMERIC = new Set(['isdigit', 'isalnum', 'isalpha', 'isnumeric', 'isdecimal', 'isidentifier'])

const USES_PATTERN = new Set(['match', 'matchAll', 'search', 'replace', 'replaceAll', 'split'])

/** `text.match(/.../)` is the same question as `/.../.test(text)`. */
function matched(act: Activation, receiver: Value, use: CallUse): Value {
  return matchValue(
    act,
    patternOf(use.args.positional[0]),
    receiver,
    'anywhere',
    act.engine.numbers.slot(act.frame.function, use.instruction.dst),
  )
}

/** String methods; null when the receiver surely is none, or the method is not one of a string. */
export function stringCall(act: Activation, receiver: Value, use: CallUse): Value | null {
  if (receiver.hint !== null && receiver.hint.kind !== 'library') return null
  if (receiver.objects.length > 0 || receiver.type === 'number') return null
  const folded = foldString(receiver, use)
  if (folded !== null) return folded
  const { method } = use
  if (USES_PATTERN.has(method)) {
    const pattern = use.args.positional[0]
    if (pattern?.hint?.kind === 'library') slowPattern(act, use, pattern, receiver, 'anywhere')
    if (method === 'match' && patternOf(pattern) !== null) return matched(act, receiver, use)
  }
  if (SAME_TEXT.has(method)) {
    const same = sameText(act, receiver, use)
    const exchanged = exchangedBy(act, use)
    return exchanged === 0 ? same : { ...same, taints: clearTaints(same.taints, exchanged) }
  }
  if (FINDS.has(method))
    return positionValue(stringCall(act, receiver, { ...use, method: 'includes' }) ?? SOME_BOOLEAN, startsWith(act, receiver, use))
  if (NUMBERS.has(method)) return SOME_NUMBER
  if (SPLITS.has(method)) return split(act, receiver, use)
  if (PRINTABLE.has(method))
    return {
      ...SOME_BOOLEAN,
      test: { whenTrue: factsFor(act, receiver.number, maskOf('log-injection', 'header-injection')), whenFalse: [] },
    }
  if (ALPHANUMERIC.has(method))
    return { ...SOME_BOOLEAN, test: receiver.number === 0 ? null : { whenTrue: factsFor(act, receiver.number, ALL_KINDS), whenFalse: [] } }
  switch (method) {
    case 'format':
      return formatBraces(act, receiver, use.args.positional, namedIn(act, receiver, use.args.spreadNamed, use), use.instruction)
    case 'format_map':
      return formatBraces(act, receiver, [], namedIn(act, receiver, use.args.positional[0] ?? null, use), use.instruction)
    case 'concat':
      return receiver.type === 'string' || typeof receiver.constant === 'string'
        ? concat(act, [receiver, ...use.args.positional], use.instruction)
        : null
    case 'join':
      joinedHead(act, use.args.positional[0] ?? NOTHING, receiver, use, use.instruction.args[0]?.value ?? -1)
      return typeof receiver.constant === 'string' || receiver.type === 'string' ? joined(act, receiver, use) : null
    case 'replace':
    case 'replaceAll':
      return replaced(act, receiver, use)
    case 'startswith':
    case 'startsWith':
      return startsWith(act, receiver, use)
    case 'endswith':
    case 'endsWith':
      return endsWith(act, receiver, use)
    case 'includes':
    case '__contains__':
      return contains(act, receiver, use)
    default:
      return null
  }
}

function foldString(receiver: Value, use: CallUse): Value | null {
  if (typeof receiver.constant !== 'string' || use.args.spread !== null || use.args.named.size > 0) return null
  const args = use.args.positional
  if (!args.every(isConstant)) return null
  const text = receiver.constant
  const [first, second] = args.map((value) => value.constant)
  switch (use.method) {
    case 'lower':
    case 'toLowerCase':
      return constantValue(text.toLowerCase())
    case 'upper':
    case 'toUpperCase':
      return constantValue(text.toUpperCase())
    case 'strip':
    case 'trim':
      return args.length === 0 ? constantValue(text.trim()) : null
    case 'startswith':
    case 'startsWith':
      return typeof first === 'string' ? constantValue(text.startsWith(first)) : null
    case 'endswith':
    case 'endsWith':
      return typeof first === 'string' ? constantValue(text.endsWith(first)) : null
    case 'includes':
      return typeof first === 'string' ? constantValue(text.includes(first)) : null
    case 'charAt':
      return typeof first === 'number' ? constantValue(text.charAt(first)) : null
    case 'indexOf':
    case 'find':
      return typeof first === 'string' ? constantValue(text.indexOf(first)) : null
    case 'slice':
    case 'substring':
      if (typeof first !== 'number' || (second !== undefined && typeof second !== 'number')) return null
      return constantValue(use.method === 'slice' ? text.slice(first, second) : text.substring(first, second))
    case 'replace':
    case 'replaceAll':
      return typeof first === 'string' && typeof second === 'string' ? constantValue(text.split(first).join(second)) : null
    case 'toString':
      return receiver
    default:
      return null
  }
}

const DECODES = /(?:^|\.)(?:b64decode|urlsafe_b64decode|standard_b64decode|atob)$|^Buffer\.from$/

/** Text that was base64 a moment ago: `base64.b64decode(header[6:]).decode()`, `Buffer.from(header, 'base64').toString()`. */
function isDecoded(act: Activation, slot: number, depth: number): boolean {
  const scope = { module: act.frame.module, function: act.frame.function }
  return (
    depth < 6 &&
    definitionsOf(scope.module, scope.function, slot).some((definition) => {
      if (definition.kind !== 'instruction') return false
      const { instruction } = definition
      if (instruction.op === 'move' || instruction.op === 'await') return isDecoded(act, instruction.src, depth + 1)
      if (instruction.op !== 'call') return false
      const callee = act.engine.denoter.callee(scope, instruction)
      if (callee.kind === 'library' && DECODES.test(callee.name)) return true
      return /^(?:decode|toString|strip|trim)$/.test(instruction.method) && isDecoded(act, instruction.receiver, depth + 1)
    })
  )
}

const SENSITIVE_LOG = maskOf('sensitive-log')

/** `card.slice(-4)`. */
function isCutShort({ method, args }: CallUse): boolean {
  if (!/^(?:slice|substring)$/.test(method)) return false
  const [first, second] = args.positional.map(({ constant }) => constant)
  return typeof first === 'number' && (second === undefined || typeof second === 'number') && isFew(first, second)
}

/** `lstrip('/')`: neither absolute nor the address of another host. */
function strippedHalves(use: CallUse): number {
  const [characters] = use.args.positional
  const isStripped =
    (use.method === 'lstrip' || use.method === 'strip') && typeof characters?.constant === 'string' && characters.constant.includes('/')
  return isStripped ? HALF.notAbsolute | HALF.notDoubleSlash : 0
}

function sameText(act: Activation, receiver: Value, use: CallUse): Value {
  // Digits in which nothing means anything.
  if (use.method === 'hex') return { ...SOME_STRING, hint: encodedFrom(receiver, 'hex') }
  const isPath = use.method === 'normalize' && receiver.hint !== null
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  if (!isPath) act.engine.numbers.relate(number, receiver.number, 'text')
  const isBeginningKept = !/^l?strip|^trim|substr|slice|charAt|^at$|removeprefix|zfill|rjust|padStart/.test(use.method)
  return {
    ...NOTHING,
    hint: isEncoded(receiver) && isBeginningKept ? receiver.hint : null,
    type: use.method === 'encode' ? '' : use.method === 'slice' || use.method === 'at' ? receiver.type : 'string',
    number,
    prefix: isBeginningKept ? receiver.prefix : '',
    taints: clearTaints(
      receiver.taints,
      (use.method === 'slice' || use.method === 'at' ? 0 : TEXT_METHODS) |
        (isCutShort(use) ? SENSITIVE_LOG | PART_ONLY : 0) |
        strippedHalves(use),
    ),
  }
}

/** Parts that hold no line end: split at line ends, or in Python at any white space. */
function splitsLines(act: Activation, separator: Value | undefined): boolean {
  if (separator === undefined || separator.constant === null) return act.frame.module.language === 'python'
  return typeof separator.constant === 'string' ? /[\r\n]/.test(separator.constant) : /\\n|\\r|\\s/.test(patternOf(separator)?.source ?? '')
}

function split(act: Activation, receiver: Value, use: CallUse): Value {
  const [separator] = use.args.positional
  if (
    typeof receiver.constant === 'string' &&
    typeof separator?.constant === 'string' &&
    separator.constant !== '' &&
    use.method === 'split' &&
    use.args.positional.length === 1
  ) {
    const parts = receiver.constant.split(separator.constant).slice(0, 200)
    return makeObject(act, use.instruction, 'split', listObject(parts.map(constantValue), 'list', null))
  }
  const element: Value = {
    ...NOTHING,
    type: 'string',
    taints: clearTaints(
      ofOneLine(receiver.taints),
      TEXT_METHODS | (use.method === 'splitlines' || splitsLines(act, separator) ? maskOf('log-injection', 'header-injection') : 0),
    ),
  }
  // The name before the password of `Basic` credentials is told to logs.
  const begins =
    separator?.constant === ':' && isDecoded(act, use.instruction.receiver, 0)
      ? [{ ...element, taints: clearTaints(element.taints, SENSITIVE_LOG | PART_ONLY) }]
      : []
  const list = makeObject(act, use.instruction, 'split', listObject(begins, 'list', element))
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  if (separator?.constant === '.') act.engine.numbers.relate(number, receiver.number, 'suffix')
  else if (separator?.constant === '/' || /^\[?[\\/]*\/[\\/]*\]?\+?$/.test(patternOf(separator)?.source ?? ''))
    act.engine.numbers.relate(number, receiver.number, 'segments')
  return { ...list, number }
}

/** One line or part of a raw body is not the whole that has its passwords in it. */
const ofOneLine = (taints: Value['taints']): Value['taints'] =>
  taints.map((taint) =>
    taint.label.kind === 'source' && taint.label.name === null && /^(?:body|form)$/.test(taint.label.model.in ?? '')
      ? { ...taint, cleared: taint.cleared | SENSITIVE_LOG | PART_ONLY }
      : taint,
  )

/** What the fields of the format stand for: `format(**values)`, `format_map(values)`. */
function namedIn(act: Activation, format: Value, given: Value | null, { args, instruction }: CallUse): ReadonlyMap<string, Value> {
  if (given === null) return args.named
  const named = new Map(args.named)
  if (typeof format.constant !== 'string') named.set('*', { ...given, taints: deepTaints(act, given) })
  else
    for (const [, name = ''] of format.constant.matchAll(/\{([A-Za-z_]\w*)/g))
      if (!named.has(name)) named.set(name, getMember(act, given, name, instruction))
  return named
}

function joined(act: Activation, receiver: Value, use: CallUse): Value {
  const [given = NOTHING] = use.args.positional
  const list = iteratedItems(act, given, use.instruction) ?? given
  const object = list.objects.length === 1 ? act.object(list.objects[0] ?? -1) : undefined
  if (object?.isExact && object.length >= 0 && object.shape !== 'dict') {
    const pieces: Value[] = []
    for (let index = 0; index < object.length; index++) {
      if (index > 0) pieces.push(receiver)
      pieces.push(object.entries.get(String(index)) ?? NOTHING)
    }
    return concat(act, pieces, use.instruction)
  }
  const element = itemOf(act, list, use.instruction)
  const taints = joinTaints(receiver.taints, deepTaints(act, ownText(act, element, use.instruction) ?? element))
  return joinedSegments(act, given, receiver, {
    ...NOTHING,
    type: 'string',
    taints: stepped(taints, act.frame, use.instruction, 'joined into a string'),
  })
}
