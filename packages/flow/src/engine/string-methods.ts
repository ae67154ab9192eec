import type { Instruction } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { denyFacts, factsFor, isElement, isHostPart, isOwnField } from './binary.ts'
import type { CallUse } from './call.ts'
import { deepTaints, listObject, makeObject } from './containers.ts'
import { definitionsOf } from './definitions.ts'
import { encodedFrom, isEncoded } from './encoded-text.ts'
import { joinedHead } from './header-lines.ts'
import { isFew } from './indexing.ts'
import { itemOf, iteratedItems } from './iterated.ts'
import { ALL_KINDS, HALF, INSIDE, maskOf, PART_ONLY } from './kinds.ts'
import { joinedSegments } from './last-segment.ts'
import { getMember } from './members.ts'
import { hostFacts, originFacts } from './origin-facts.ts'
import { closesBackslash } from './own-site.ts'
import { ownText } from './own-text.ts'
import { patternOf } from './pattern-of.ts'
import { kindsSafeWith, takesSlash } from './patterns-of-text.ts'
import { positionValue } from './positions.ts'
import { replacementTaints } from './replacement.ts'
import { slowPattern } from './slow-pattern.ts'
import { matchValue } from './special/patterns.ts'
import { concat, formatBraces } from './strings.ts'
import { exchangedBy } from './translate-tables.ts'
import {
  clearTaints,
  constantValue,
  type Fact,
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

const TEXT_METHODS = maskOf('nosql-injection', 'mass-assignment')

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

/** What removing or doubling some text is worth; most home-made escapes are not enough. */
function replaced(act: Activation, receiver: Value, use: CallUse): Value {
  const [pattern, replacement] = use.args.positional
  const taints = joinTaints(receiver.taints, replacementTaints(act, replacement, use))
  const text = typeof pattern?.constant === 'string' ? pattern.constant : null
  const isRegex = pattern?.hint?.kind === 'library' && pattern.hint.name === 'RegExp'
  const source = isRegex && pattern?.hint?.kind === 'library' ? pattern.hint.details?.args[0]?.constant : null
  const flags = isRegex && pattern?.hint?.kind === 'library' ? String(pattern.hint.details?.args[1]?.constant ?? '') : ''
  const isAll = use.method === 'replaceAll' || act.frame.module.language === 'python' || flags.includes('g')
  const effect = replacementEffect(
    text ?? (typeof source === 'string' ? source : ''),
    isAll,
    isRegex,
    typeof replacement?.constant === 'string' ? replacement.constant : null,
    replacement !== undefined && replacement.hint?.kind === 'function',
  )
  const isSlashTaken = isAll && (isRegex ? takesSlash(String(source)) : text === '/')
  const oneName = isSlashTaken && typeof replacement?.constant === 'string' && !replacement.constant.includes('/') ? INSIDE : 0
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  if (
    isRegex &&
    isAll &&
    replacement?.hint?.kind === 'function' &&
    /^\[[^\]^]*</.test(String(source)) &&
    isJson(act, use.instruction.receiver, 0)
  )
    return { ...NOTHING, type: 'string', number, taints: clearTaints(taints, MARKUP | TEXT_METHODS) }
  // A normalized path leads upwards at its beginning alone.
  if (isRegex && replacement?.constant === '' && CLIMBS.test(String(source)) && isNormalized(act, use.instruction.receiver))
    return { ...NOTHING, type: 'string', number, taints: clearTaints(taints, HALF.notUpwards | TEXT_METHODS) }
  return { ...NOTHING, type: 'string', number, taints: clearTaints(taints, effect.cleared | oneName | TEXT_METHODS, effect.weak) }
}

/** `^(\.\.(\/|\\|$))+`: every step upwards at the beginning. */
const CLIMBS = /^\^\((?:\?:)?\(?\\\.(?:\\\.|\{2\}).*\)[+*]$/
const NORMALIZES = /^path\.(?:posix\.|win32\.)?(?:normalize|join)$/

function isNormalized(act: Activation, slot: number): boolean {
  const { module, function: owner } = act.frame
  return definitionsOf(module, owner, slot).every((definition) => {
    if (definition.kind !== 'instruction' || definition.instruction.op !== 'call') return false
    const callee = act.engine.denoter.callee({ module, function: owner }, definition.instruction)
    return callee.kind === 'library' && NORMALIZES.test(callee.name)
  })
}

const MARKUP = maskOf('xss', 'stored-xss')

/** `JSON.stringify(value).replace(/[<>&]/g, escape)`: what ends a script element is in no string of it any more. */
function isJson(act: Activation, slot: number, depth: number): boolean {
  return (
    depth < 4 &&
    definitionsOf(act.frame.module, act.frame.function, slot).some(
      (definition) =>
        definition.kind === 'instruction' &&
        ((definition.instruction.op === 'call' &&
          (definition.instruction.method === 'stringify' ||
            (/^replace/.test(definition.instruction.method) && isJson(act, definition.instruction.receiver, depth + 1)))) ||
          (definition.instruction.op === 'move' && isJson(act, definition.instruction.src, depth + 1))),
    )
  )
}

function replacementEffect(
  pattern: string,
  isAll: boolean,
  isRegex: boolean,
  replacement: string | null,
  isComputed: boolean,
): { cleared: number; weak: Fact['weak'] } {
  const name = `replacing ${JSON.stringify(pattern)}`
  const negated = isRegex && isAll && /^\[\^(?<kept>[^\]]+)\]\+?$/.exec(pattern)
  if (negated) return { cleared: kindsSafeWith(negated.groups?.kept ?? ''), weak: null }
  if (isRegex && isAll && /^\\W\+?$/.test(pattern)) return { cleared: ALL_KINDS, weak: null }
  // The usual escape of everything that means something in a pattern.
  if (isRegex && isAll && replacement === '\\$&' && isPatternClass(pattern)) return { cleared: maskOf('redos'), weak: null }
  if (isAll && (/[\r\n]|\\r|\\n/.test(pattern) || CONTROLS.test(pattern)))
    return { cleared: maskOf('log-injection', 'header-injection'), weak: null }
  if (/\.\.|^\.\/|\.\.\\?\//.test(pattern) || pattern === '../' || pattern === '..')
    return { cleared: 0, weak: { name, mask: maskOf('path-traversal') } }
  // Wrapped in single quotes, this is how a shell is told that a quote is a quote.
  if (isAll && pattern === "'" && /^'\\*(?:'|"'")'$|^'\\''$|^'"'"'$/.test(replacement ?? ''))
    return { cleared: maskOf('command-injection'), weak: null }
  if (isAll || /^\^/.test(pattern)) {
    if (isRegex && /^\^\[?(?:\\?\/|\\\\)/.test(pattern)) return { cleared: HALF.notAbsolute | HALF.notDoubleSlash, weak: null }
  }
  if (isRegex && isAll && isComputed && /\*/.test(pattern) && /\(/.test(pattern) && /\)/.test(pattern))
    return { cleared: maskOf('ldap-injection'), weak: null }
  // An escape function of one's own: every character that means something in HTML goes through a callback.
  if (isRegex && isAll && isComputed && isHtmlClass(pattern)) return { cleared: maskOf('xss', 'stored-xss'), weak: null }
  if (isAll && pattern === '<' && replacement !== null && /^(?:&lt;|\\+(?:u003[cC]|x3[cC]))$/.test(replacement))
    return { cleared: maskOf('xss', 'stored-xss'), weak: null }
  if (/['"`;]|--/.test(pattern))
    return {
      cleared: 0,
      weak: { name, mask: maskOf('sql-injection', 'command-injection', 'code-injection', 'ldap-injection', 'xpath-injection') },
    }
  if (/[<>&]|script/i.test(pattern))
    return {
      cleared: pattern === '<' && isAll && replacement === '&lt;' ? maskOf('xss', 'stored-xss') : 0,
      weak: { name, mask: maskOf('xss', 'stored-xss') },
    }
  return { cleared: 0, weak: null }
}

/** Patterns of control characters, or of all that is not printable. */
const CONTROLS = /\\x00-\\x1f|\\u0000-\\u001f|\\x0[aAdD]|\\p\{C|\[\^ -~|\[\^\\x20-|\\s/i

/** A class of all the characters that repeat or group in a pattern. */
const isPatternClass = (pattern: string): boolean =>
  pattern.startsWith('[') && ['*', '+', '?', '(', '{', '['].every((each) => pattern.slice(1).includes(each))

/** A class of characters that has at least both angle brackets and a quote. */
function isHtmlClass(pattern: string): boolean {
  const inside = /^\[(?<inside>[^\]^][^\]]*)\]$/.exec(pattern)?.groups?.inside ?? ''
  return inside.includes('<') && inside.includes('>') && /["']/.test(inside)
}

function startsWith(act: Activation, receiver: Value, use: CallUse): Value {
  const [prefix = NOTHING] = use.args.positional
  if (receiver.number === 0) return SOME_BOOLEAN
  if (
    typeof receiver.constant !== 'string' &&
    typeof prefix.constant === 'string' &&
    receiver.prefix.startsWith(prefix.constant) &&
    prefix.constant !== ''
  )
    return constantValue(true)
  if (!prefix.taints.every(isOwnField)) return underGiven(act, receiver, prefix, use)
  const facts: Fact[] = []
  const text = typeof prefix.constant === 'string' ? prefix.constant : null
  const relation = act.engine.numbers.relation(receiver.number)
  if (text === null || isRoot(text)) {
    // A folder that the object keeps ends with a separator only where one is joined to it.
    const slot = use.instruction.args[0]?.value ?? -1
    const isBare = (prefix.taints.length > 0 && !isJoined(act, slot, 0)) || isFolder(act, slot)
    facts.push(...underRoot(act, receiver, act.isResolvedPath(receiver.number), text, isBare))
  }
  const texts = text === null ? tupleTexts(act, prefix) : [text]
  const isOpenEnded = texts.length === 0 && isBareOrigin(act, use.instruction.args[0]?.value ?? -1)
  const isOurs = texts.length > 0 ? texts.every((one) => OWN_ADDRESS.test(one)) : !isOpenEnded && deepTaints(act, prefix).length === 0
  if (isOurs) facts.push(...factsFor(act, receiver.number, maskOf('ssrf', 'open-redirect')))
  else if (isOpenEnded || (text !== null && /^https?:\/\//.test(text)))
    facts.push({
      number: receiver.number,
      cleared: 0,
      weak: {
        name: `startswith(${text === null ? 'an address without its end' : JSON.stringify(text)})`,
        mask: maskOf('ssrf', 'open-redirect'),
      },
    })
  if (text === '/')
    facts.push({ number: receiver.number, cleared: HALF.beginsWithSlash, weak: { name: 'startswith("/")', mask: maskOf('open-redirect') } })
  const whenFalse: Fact[] = []
  // `relative(root, file)` that does not lead upwards.
  if ((text === '..' || text === '../') && relation?.relation === 'path')
    whenFalse.push(...factsFor(act, receiver.number, maskOf('path-traversal')))
  if ((text === '//' && closesBackslash(act, receiver)) || text === '/\\')
    whenFalse.push(...factsFor(act, receiver.number, HALF.notDoubleSlash))
  if (text === '/') whenFalse.push(...factsFor(act, receiver.number, HALF.notAbsolute))
  for (const part of tupleTexts(act, prefix)) {
    if (part === '//') whenFalse.push(...factsFor(act, receiver.number, HALF.notDoubleSlash))
    if (part === '/') whenFalse.push(...factsFor(act, receiver.number, HALF.notAbsolute))
  }
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse } }
}

/** `next.startsWith(env.APP_URL)`: a setting that is called an address has no slash at its end, so that the host may go on behind it. */
function isBareOrigin(act: Activation, slot: number): boolean {
  if (slot < 0 || isJoined(act, slot, 0)) return false
  const read = definitionsOf(act.frame.module, act.frame.function, slot)
  return (
    read.length === 1 &&
    read.every(
      (one) => one.kind === 'instruction' && one.instruction.op === 'get' && /(?:^|_)(?:URL|ORIGIN|HOST|DOMAIN)$/.test(one.instruction.key),
    )
  )
}

/** An address up to its path: nothing that follows changes the host. */
const OWN_ADDRESS = /^https?:\/\/[^/]+\//

/** `startswith(('/', '\\'))`. */
function tupleTexts(act: Activation, prefix: Value): readonly string[] {
  return prefix.objects
    .flatMap((id) => [...(act.object(id)?.entries.values() ?? [])])
    .map(({ constant }) => (typeof constant === 'string' ? constant : ''))
}

const isRoot = (text: string): boolean => text.startsWith('/') && text.length > 1

/** Whether the text is one that the code joins: `root + sep`, `f"{root}/"`. */
function isJoined(act: Activation, slot: number, depth: number): boolean {
  if (slot < 0 || depth > 4) return false
  return definitionsOf(act.frame.module, act.frame.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move') return isJoined(act, instruction.src, depth + 1)
    return (
      instruction.op === 'template' ||
      (instruction.op === 'binary' && instruction.operator === '+') ||
      (instruction.op === 'call' && instruction.method === 'join' && endsJoined(act, instruction))
    )
  })
}

/** `[root, ''].join(sep)`; `path.join` drops what is empty and ends only with a separator that it is given. */
function endsJoined(act: Activation, { receiver, args }: Instruction & { readonly op: 'call' }): boolean {
  const hint = receiver < 0 ? null : act.read(receiver).hint
  if (hint?.kind !== 'library' || !/(?:^|\.)(?:path|posix|win32)$/.test(hint.name)) return true
  const last = args.at(-1)
  const end = last === undefined ? NOTHING : act.read(last.value)
  if (typeof end.constant === 'string') return end.constant.endsWith('/') || (end.constant === '' && act.frame.module.language === 'python')
  return end.hint?.kind === 'library' && end.hint.name.endsWith('.sep')
}

const RESOLVES =
  /^(?:(?:node:)?path\.(?:posix\.|win32\.)?(?:resolve|join|normalize)|os\.path\.(?:abspath|realpath|normpath|join))(?:\(\))?$/
const SEPARATOR = /^(?:(?:node:)?path\.(?:posix\.|win32\.)?sep|os\.(?:path\.)?sep)$/

/** What `path.resolve` and its kin give ends with no separator: `/srv/manuals/4` is also how `/srv/manuals/41` begins. */
function isFolder({ engine: { denoter }, frame }: Activation, slot: number): boolean {
  const denoted = denoter.denote(frame, slot)
  if (denoted.kind !== 'library' || denoted.origin === null || !RESOLVES.test(denoted.name)) return false
  const last = denoted.origin.call.args.at(-1)
  const end = last === undefined ? null : denoter.denote(denoted.origin, last.value)
  if (end?.kind === 'library' && SEPARATOR.test(end.name)) return false
  return !(
    end?.kind === 'constant' &&
    typeof end.value === 'string' &&
    /^$|[\\/]$/.test(end.value) &&
    !/resolve|abspath|realpath|normpath/.test(denoted.name)
  )
}

/** A resolved path that begins with a root stays under it; without resolving, or without the separator, it need not. */
function underRoot(act: Activation, receiver: Value, isResolved: boolean, text: string | null, isBare: boolean): Fact[] {
  const mask = maskOf('path-traversal')
  const name = 'startswith() on a path'
  if (!isResolved) return [{ number: receiver.number, cleared: 0, weak: { name, mask } }]
  const endsWithSeparator = text === null ? !isBare : text.endsWith('/')
  return endsWithSeparator ? factsFor(act, receiver.number, mask) : factsFor(act, receiver.number, 0, { name, mask })
}

/** Below a folder that was passed too, as `base + sep`: the check speaks of all that is not in the folder itself. */
function underGiven(act: Activation, receiver: Value, prefix: Value, use: CallUse): Value {
  const isPath = act.isResolvedPath(receiver.number)
  if (!isPath || !isJoined(act, use.instruction.args[0]?.value ?? -1, 0)) return SOME_BOOLEAN
  const own = receiver.taints.filter(({ label }) => !prefix.taints.some((taint) => taint.label === label))
  const facts = own.flatMap(({ label }) => originFacts(act, label, maskOf('path-traversal')))
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

function endsWith(act: Activation, receiver: Value, use: CallUse): Value {
  const [suffix = NOTHING] = use.args.positional
  if (receiver.number === 0 || (deepTaints(act, suffix).length > 0 && !isElement(act, suffix, receiver))) return SOME_BOOLEAN
  const isHost = isHostPart(act, receiver.number)
  const text = typeof suffix.constant === 'string' ? suffix.constant : suffix.prefix
  const facts = factsFor(act, receiver.number, maskOf('unsafe-upload'))
  if (text.startsWith('.')) facts.push(...hostFacts(act, receiver))
  if (isHost && text.startsWith('.')) facts.push(...factsFor(act, receiver.number, maskOf('ssrf', 'open-redirect')))
  else if (text.includes('.'))
    facts.push(...factsFor(act, receiver.number, 0, { name: `endswith(${JSON.stringify(text)})`, mask: maskOf('ssrf', 'open-redirect') }))
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

function contains(act: Activation, receiver: Value, use: CallUse): Value {
  const [item = NOTHING] = use.args.positional
  const isList = !receiver.taints.some((taint) => taint.label.kind === 'source') && receiver.type !== 'string'
  if (isList && item.number !== 0 && (item.taints.length > 0 || isHostPart(act, item.number)))
    return { ...SOME_BOOLEAN, test: { whenTrue: [...factsFor(act, item.number, ALL_KINDS), ...hostFacts(act, item)], whenFalse: [] } }
  if (typeof item.constant === 'string' && receiver.number !== 0)
    return { ...SOME_BOOLEAN, test: { whenTrue: [], whenFalse: denyFacts(act, receiver.number, item.constant) } }
  return SOME_BOOLEAN
}
