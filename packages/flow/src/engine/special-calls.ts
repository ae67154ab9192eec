import type { SourceModel } from '../knowledge/model.ts'
import type { Activation } from './activation.ts'
import { factsFor } from './binary.ts'
import type { CallUse } from './call.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { merge } from './container-methods.ts'
import { ALL_KINDS, maskOf } from './kinds.ts'
import { deepTaints, dictObject, elementOf, getMember, listObject, makeObject, setMember, sourceTaints } from './members.ts'
import type { Relation } from './numbers.ts'
import { anchoredBody, deniedCharacters, kindsSafeBySequence } from './patterns-of-text.ts'
import { CONTENT_TYPE, wholeTaints } from './sink-conditions.ts'
import { useSink } from './sinks.ts'
import { slowPattern } from './slow-pattern.ts'
import { functionHints } from './unknown-call.ts'
import {
  clearTaints,
  constantValue,
  type Fact,
  type Hint,
  isConstant,
  joinTaints,
  joinValues,
  NOTHING,
  SOME_BOOLEAN,
  SOME_NUMBER,
  SOME_STRING,
  stepped,
  type Value,
} from './value.ts'

type LibraryHint = Hint & { readonly kind: 'library' }
/** Undefined leaves the call to the models. */
type SpecialCall = (act: Activation, use: CallUse, hint: LibraryHint) => Value | undefined

/** Functions of the languages' own libraries whose meaning is more than passing a value on. */
export const SPECIAL_CALLS: ReadonlyMap<string, SpecialCall> = new Map<string, SpecialCall>([
  ['len', length],
  ['str', text],
  ['String', text],
  ['repr', (act, use) => ({ ...text(act, use), taints: clearTaints(text(act, use).taints, maskOf('log-injection')) })],
  ['isinstance', isInstance],
  ['Array.isArray', () => SOME_BOOLEAN],
  ['Number.isInteger', numeric],
  ['Number.isFinite', numeric],
  ['Number.isSafeInteger', numeric],
  ['isNaN', (act, use) => negated(numeric(act, use))],
  ['Number.isNaN', (act, use) => negated(numeric(act, use))],
  ['re.fullmatch', (act, use) => pythonMatch(act, use, 'full')],
  ['re.match', (act, use) => pythonMatch(act, use, 'start')],
  ['re.search', (act, use) => pythonMatch(act, use, 'anywhere')],
  ['re.compile().fullmatch', (act, use, hint) => compiledMatch(act, use, hint, 'full')],
  ['re.compile().match', (act, use, hint) => compiledMatch(act, use, hint, 'start')],
  ['re.compile().search', (act, use, hint) => compiledMatch(act, use, hint, 'anywhere')],
  ['re.sub', pythonSub],
  ...['re.findall', 're.finditer', 're.split'].map((name): [string, SpecialCall] => [name, slowSearch]),
  ...['findall', 'finditer', 'split', 'sub'].map((name): [string, SpecialCall] => [`re.compile().${name}`, slowCompiled]),
  ['RegExp.test', (act, use, hint) => compiledMatch(act, use, hint, 'anywhere')],
  ['RegExp.exec', (act, use, hint) => compiledMatch(act, use, hint, 'anywhere')],
  ['django.utils.http.url_has_allowed_host_and_scheme', ownAddress],
  ['django.utils.http.is_safe_url', ownAddress],
  ['hmac.new', signed],
  ['hmac.new().hexdigest', signedText],
  ['hmac.new().digest', signedText],
  ['hmac.compare_digest', sameDigest],
  ['secrets.compare_digest', sameDigest],
  ['os.path.join', pathJoin],
  ['path.join', pathJoin],
  ['path.resolve', (act, use) => related(act, use, pathJoin(act, use), 'path', true)],
  ['path.normalize', (act, use) => related(act, use, pathJoin(act, use), 'path', false)],
  ['os.path.abspath', (act, use) => related(act, use, pathJoin(act, use), 'path', true)],
  ['os.path.realpath', (act, use) => related(act, use, pathJoin(act, use), 'path', true)],
  ['os.path.normpath', (act, use) => related(act, use, pathJoin(act, use), 'path', true)],
  ['fs.realpathSync', (act, use) => related(act, use, pathJoin(act, use), 'path', true)],
  ['fs.promises.realpath', (act, use) => related(act, use, pathJoin(act, use), 'path', true)],
  ['pathlib.Path.resolve', resolvedPath],
  ['pathlib.Path.absolute', receiverKept],
  ['pathlib.Path.joinpath', joinPathObject],
  ['pathlib.Path.is_relative_to', isRelativeTo],
  ['pathlib.Path.relative_to', relativeTo],
  ['os.path.commonpath', commonPath],
  ['os.path.commonprefix', commonPath],
  ['os.path.splitext', suffixed],
  ['path.extname', (act, use) => related(act, use, { ...SOME_STRING, taints: use.args.positional[0]?.taints ?? [] }, 'suffix', false)],
  [
    'path.relative',
    (act, use) => related(act, { ...use, args: { ...use.args, positional: use.args.positional.slice(1) } }, SOME_STRING, 'path', true),
  ],
  ['urllib.parse.urlparse', (act, use) => related(act, use, parsedUrl(act, use), 'parsed', false)],
  ['urllib.parse.urlsplit', (act, use) => related(act, use, parsedUrl(act, use), 'parsed', false)],
  ['URL', (act, use) => related(act, use, parsedUrl(act, use), 'parsed', false)],
  ['URL.parse', (act, use) => related(act, use, parsedUrl(act, use), 'parsed', false)],
  ['url.URL', (act, use) => related(act, use, parsedUrl(act, use), 'parsed', false)],
  ['url.parse', (act, use) => related(act, use, parsedUrl(act, use), 'parsed', false)],
  ['Object.assign', objectAssign],
  ['Object.freeze', (_act, use) => use.args.positional[0]],
  ['Object.entries', (act, use) => entriesOf(act, use)],
  [
    'Object.values',
    (act, use) =>
      makeObject(
        act,
        use.instruction,
        'values',
        listObject([], 'list', elementOf(act, use.args.positional[0] ?? NOTHING, use.instruction)),
      ),
  ],
  ['Object.keys', (act, use) => makeObject(act, use.instruction, 'keys', listObject([], 'list', keyOf(use)))],
  [
    'Object.fromEntries',
    (act, use) =>
      makeObject(
        act,
        use.instruction,
        'dict',
        dictObject(new Map(), elementOf(act, elementOf(act, use.args.positional[0] ?? NOTHING, use.instruction), use.instruction)),
      ),
  ],
  ['Object.create', (act, use) => makeObject(act, use.instruction, 'dict', dictObject(new Map(), null))],
  ['dict', makeDict],
  ['list', copyList],
  ['tuple', copyList],
  ['set', copyList],
  ['frozenset', copyList],
  ['sorted', copyList],
  ['reversed', copyList],
  ['Array.from', copyList],
  ['Set', copyList],
  ['Array', copyList],
  ['collections.deque', copyList],
  [
    'Map',
    (act, use) =>
      makeObject(
        act,
        use.instruction,
        'map',
        dictObject(
          new Map(),
          use.args.positional.length === 0
            ? null
            : elementOf(act, elementOf(act, use.args.positional[0] ?? NOTHING, use.instruction), use.instruction),
        ),
      ),
  ],
  ['collections.OrderedDict', makeDict],
  ['collections.defaultdict', (act, use) => makeObject(act, use.instruction, 'dict', dictObject(new Map(), NOTHING))],
  ['getattr', getAttribute],
  ['setattr', setAttribute],
  ['Promise.all', (_act, use) => use.args.positional[0]],
  ['Promise.resolve', (_act, use) => use.args.positional[0] ?? NOTHING],
  [
    'asyncio.gather',
    (act, use) =>
      makeObject(
        act,
        use.instruction,
        'gathered',
        listObject(use.args.positional, 'list', use.args.spread === null ? null : elementOf(act, use.args.spread, use.instruction)),
      ),
  ],
  ['functools.partial', partial],
  ['functools.wraps', () => ({ ...NOTHING, hint: { kind: 'library', name: 'functools.wraps()', origin: null, details: null } })],
  ['asyncio.to_thread', callFirst],
  ['asyncio.run', (_act, use) => use.args.positional[0] ?? NOTHING],
  ['starlette.concurrency.run_in_threadpool', callFirst],
  ['fastapi.concurrency.run_in_threadpool', callFirst],
  ['setTimeout', callFirst],
  ['setImmediate', callFirst],
  ['queueMicrotask', callFirst],
  ['map', mapBuiltin],
  ['filter', mapBuiltin],
  ['super', superValue],
  ...['express.Request', 'node.IncomingMessage'].map((type): [string, SpecialCall] => [`${type}.on`, streamEvent]),
  ...[
    'status',
    'type',
    'contentType',
    'set',
    'header',
    'setHeader',
    'vary',
    'append',
    'cookie',
    'writeHead',
    'attachment',
    'links',
    'code',
    'sendStatus_',
  ].flatMap((name) =>
    ['express.Response', 'fastify.Reply', 'node.ServerResponse'].map((type): [string, SpecialCall] => [`${type}.${name}`, responseSetting]),
  ),
])

const BODY_STREAM: SourceModel = {
  names: ['<stream>'],
  gives: 'request',
  in: 'body',
  what: 'read from the stream of the body',
  isContainer: true,
}

/** `request.on('data', (chunk) => ...)`: the body comes in pieces. */
function streamEvent(act: Activation, use: CallUse): Value {
  const [event, listener] = use.args.positional
  const chunk: Value = event?.constant === 'data' ? { ...NOTHING, taints: sourceTaints(act, BODY_STREAM, null, use.instruction) } : NOTHING
  for (const callback of functionHints(listener?.hint ?? null))
    callFunction(act, callback, { ...NO_ARGUMENTS, positional: [chunk] }, use.instruction)
  return use.receiver ?? NOTHING
}

/** Setters of a response hand the response back; the content type is remembered. */
function responseSetting(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  const [name, value] = use.args.positional
  if (use.method === 'type' || use.method === 'contentType') setMember(act, receiver, CONTENT_TYPE, name ?? NOTHING)
  else if (use.method === 'attachment') setMember(act, receiver, CONTENT_TYPE, constantValue('application/octet-stream'))
  else if (typeof name?.constant === 'string' && /^content-type$/i.test(name.constant))
    setMember(act, receiver, CONTENT_TYPE, value ?? NOTHING)
  else
    for (const argument of use.args.positional) {
      for (const key of ['Content-Type', 'content-type']) {
        const stated = argument.objects.length === 0 ? NOTHING : getMember(act, argument, key, use.instruction)
        if (typeof stated.constant === 'string') setMember(act, receiver, CONTENT_TYPE, stated)
      }
    }
  return receiver
}

function first(use: CallUse): Value {
  return use.args.positional[0] ?? [...use.args.named.values()][0] ?? NOTHING
}

function length(act: Activation, use: CallUse): Value {
  const value = first(use)
  if (typeof value.constant === 'string') return constantValue(value.constant.length)
  const object = value.objects.length === 1 ? act.object(value.objects[0] ?? -1) : undefined
  if (object?.isExact && object.length >= 0) return constantValue(object.length)
  return SOME_NUMBER
}

const WHOLE = maskOf('nosql-injection', 'mass-assignment')

function text(act: Activation, use: CallUse): Value {
  const value = first(use)
  if (isConstant(value) && typeof value.constant !== 'object' && typeof value.constant !== 'boolean')
    return constantValue(String(value.constant ?? ''))
  if (value.type === 'number') return SOME_STRING
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, value.number, 'text')
  const relation = act.engine.numbers.relation(value.number)
  if (relation?.relation === 'path') act.engine.numbers.relate(number, value.number, 'path')
  return { ...NOTHING, type: 'string', prefix: value.prefix, number, taints: clearTaints(deepTaints(act, value), WHOLE) }
}

function isInstance(act: Activation, use: CallUse): Value {
  const [value = NOTHING, type = NOTHING] = use.args.positional
  const names = [type, ...type.objects.flatMap((id) => [...(act.object(id)?.entries.values() ?? [])])].map((candidate) =>
    candidate.hint?.kind === 'library' ? candidate.hint.name : '',
  )
  if (value.number === 0) return SOME_BOOLEAN
  if (
    names.some((name) => ['int', 'float', 'bool', 'uuid.UUID', 'datetime.date', 'datetime.datetime', 'decimal.Decimal'].includes(name)) &&
    !names.includes('str')
  ) {
    return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, ALL_KINDS), whenFalse: [] } }
  }
  if (names.includes('str')) return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, WHOLE), whenFalse: [] } }
  return SOME_BOOLEAN
}

function numeric(act: Activation, use: CallUse): Value {
  const value = first(use)
  return value.number === 0 ? SOME_BOOLEAN : { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, ALL_KINDS), whenFalse: [] } }
}

/** The framework's own question whether an address stays on this site. */
function ownAddress(act: Activation, use: CallUse): Value {
  const value = first(use)
  if (value.number === 0) return SOME_BOOLEAN
  return { ...SOME_BOOLEAN, test: { whenTrue: factsFor(act, value.number, maskOf('open-redirect', 'ssrf')), whenFalse: [] } }
}

/** A signature remembers what was signed, so that comparing it says something of that. */
function signed(act: Activation, use: CallUse, hint: LibraryHint): Value {
  const message = use.args.positional[1] ?? use.args.named.get('msg') ?? NOTHING
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, message.number, 'text')
  return { ...NOTHING, number, hint: { kind: 'library', name: `${hint.name}()`, origin: null, details: null } }
}

function signedText(act: Activation, use: CallUse): Value {
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, use.receiver?.number ?? 0, 'text')
  return { ...SOME_STRING, number }
}

/** What equals a digest that is not the caller's is genuine, and so is what our key signed. */
function sameDigest(act: Activation, use: CallUse): Value {
  const [left = NOTHING, right = NOTHING] = use.args.positional
  if (left.taints.length > 0 && right.taints.length > 0) return SOME_BOOLEAN
  const facts = [left, right].flatMap((value) => (value.number === 0 ? [] : factsFor(act, value.number, ALL_KINDS)))
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

function negated(value: Value): Value {
  return value.test === null ? value : { ...value, test: { whenTrue: value.test.whenFalse, whenFalse: value.test.whenTrue } }
}

function pythonMatch(act: Activation, use: CallUse, how: 'full' | 'start' | 'anywhere'): Value {
  const [pattern = NOTHING, subject = NOTHING] = use.args.positional
  const source =
    typeof pattern.constant === 'string'
      ? pattern.constant
      : pattern.hint?.kind === 'library'
        ? pattern.hint.details?.args[0]?.constant
        : null
  slowPattern(act, use, pattern, subject, how)
  return matchValue(
    act,
    typeof source === 'string' ? source : null,
    subject,
    how,
    act.engine.numbers.slot(act.frame.function, use.instruction.dst),
  )
}

function compiledMatch(act: Activation, use: CallUse, _hint: LibraryHint, how: 'full' | 'start' | 'anywhere'): Value {
  const hint = use.receiver?.hint
  const source = hint?.kind === 'library' ? hint.details?.args[0]?.constant : null
  slowPattern(act, use, use.receiver ?? undefined, first(use), how)
  return matchValue(
    act,
    typeof source === 'string' ? source : null,
    first(use),
    how,
    act.engine.numbers.slot(act.frame.function, use.instruction.dst),
  )
}

function slowSearch(act: Activation, use: CallUse): undefined {
  const [pattern, subject = NOTHING] = use.args.positional
  slowPattern(act, use, pattern, subject, 'anywhere')
}

function slowCompiled(act: Activation, use: CallUse): undefined {
  const subject = use.method === 'sub' ? use.args.positional[1] : use.args.positional[0]
  slowPattern(act, use, use.receiver ?? undefined, subject ?? NOTHING, 'anywhere')
}

/** A match object: truthy when the subject has that form; its groups are parts of the subject. */
export function matchValue(
  act: Activation,
  source: string | null,
  subject: Value,
  how: 'full' | 'start' | 'anywhere',
  number: number,
): Value {
  const value: Value = { ...NOTHING, taints: subject.taints, number }
  if (source === null || subject.number === 0) return value
  const body = anchoredBody(source, how)
  const mask = body === null ? 0 : kindsSafeBySequence(body)
  if (mask !== 0)
    return { ...value, taints: clearTaints(subject.taints, mask), test: { whenTrue: factsFor(act, subject.number, mask), whenFalse: [] } }
  const name = `the pattern ${source.length > 60 ? `${source.slice(0, 57)}...` : source}`
  const denied = deniedCharacters(source)
  const weak: Fact = { number: subject.number, cleared: 0, weak: { name, mask: ALL_KINDS } }
  return {
    ...value,
    test: denied === 0 ? { whenTrue: [weak], whenFalse: [weak] } : { whenTrue: [], whenFalse: factsFor(act, subject.number, denied) },
  }
}

function pythonSub(_act: Activation, use: CallUse): Value | undefined {
  const [pattern, replacement, subject = NOTHING] = use.args.positional
  if (typeof pattern?.constant !== 'string') return undefined
  const cleared =
    deniedCharacters(pattern.constant) |
    (/^\\W\+?$/.test(pattern.constant) ? ALL_KINDS : 0) |
    (/\\r|\\n|[\r\n]/.test(pattern.constant) ? maskOf('log-injection', 'header-injection') : 0)
  const weak = cleared === 0 ? { name: `replacing ${JSON.stringify(pattern.constant)}`, mask: ALL_KINDS } : null
  const replaced = replacement === undefined || replacement.hint !== null ? [] : replacement.taints
  return { ...SOME_STRING, taints: joinTaints(clearTaints(subject.taints, cleared | WHOLE, weak), replaced) }
}

function pathJoin(act: Activation, use: CallUse): Value {
  const args = use.args.positional
  if (args.length > 0 && use.args.spread === null && args.every((value) => typeof value.constant === 'string'))
    return constantValue(args.map((value) => String(value.constant)).join('/'))
  let taints = use.args.spread === null ? [] : deepTaints(act, use.args.spread)
  for (const value of args) taints = joinTaints(taints, deepTaints(act, value))
  return {
    ...SOME_STRING,
    prefix: args[0]?.prefix ?? '',
    taints: stepped(clearTaints(taints, WHOLE), act.frame, use.instruction, 'joined into a path'),
  }
}

/** Gives the value a number of its own that remembers where it came from. */
function related(act: Activation, use: CallUse, value: Value, relation: Relation, isResolved: boolean): Value {
  const base = use.args.positional.find((argument) => argument.taints.length > 0) ?? first(use)
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  if (relation !== 'path' || isResolved) act.engine.numbers.relate(number, base.number, relation)
  return { ...value, number }
}

function resolvedPath(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, receiver.number, 'path')
  return { ...receiver, number }
}

function receiverKept(_act: Activation, use: CallUse): Value {
  return use.receiver ?? NOTHING
}

function joinPathObject(act: Activation, use: CallUse): Value {
  let taints = use.receiver?.taints ?? []
  for (const value of use.args.positional) taints = joinTaints(taints, deepTaints(act, value))
  return { ...NOTHING, hint: use.receiver?.hint ?? null, taints: stepped(taints, act.frame, use.instruction, 'joined into a path') }
}

const PATHS = maskOf('path-traversal')

function isRelativeTo(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  if (receiver.number === 0) return SOME_BOOLEAN
  const isResolved = act.engine.numbers.relation(receiver.number)?.relation === 'path'
  const facts = isResolved
    ? factsFor(act, receiver.number, PATHS)
    : [{ number: receiver.number, cleared: 0, weak: { name: 'is_relative_to() on an unresolved path', mask: PATHS } }]
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

/** Raises when the path lies elsewhere. */
function relativeTo(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  const isResolved = act.engine.numbers.relation(receiver.number)?.relation === 'path'
  if (isResolved) act.learn(factsFor(act, receiver.number, PATHS))
  return isResolved ? { ...receiver, number: 0, taints: clearTaints(receiver.taints, PATHS) } : { ...receiver, number: 0 }
}

/** `commonpath([root, path]) == root`. */
function commonPath(act: Activation, use: CallUse): Value {
  const [list = NOTHING] = use.args.positional
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  for (const id of list.objects)
    for (const entry of act.object(id)?.entries.values() ?? [])
      if (entry.taints.length > 0) act.engine.numbers.relate(number, entry.number, 'path')
  return { ...SOME_STRING, number }
}

function suffixed(act: Activation, use: CallUse): Value {
  const value = first(use)
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, value.number, 'suffix')
  const part: Value = { ...SOME_STRING, taints: value.taints, number }
  return { ...makeObject(act, use.instruction, 'split', listObject([{ ...part, number: value.number }, part], 'tuple', null)), number: 0 }
}

function parsedUrl(act: Activation, use: CallUse): Value {
  const [url = NOTHING, base] = use.args.positional
  const isRelative = base !== undefined && base.taints.length === 0
  const name = act.frame.module.language === 'python' ? 'urllib.parse.ParseResult' : 'URL()'
  return {
    ...NOTHING,
    prefix: url.prefix,
    hint: { kind: 'library', name, origin: null, details: null },
    taints: joinTaints(clearTaints(url.taints, isRelative ? 0 : 0), base?.taints ?? []),
  }
}

function objectAssign(act: Activation, use: CallUse): Value {
  const [target = NOTHING, ...sources] = use.args.positional
  // A record that a library loaded takes every field of the body.
  if (target.hint?.kind === 'library' && target.objects.length === 0)
    for (const source of sources)
      useSink(act, { kind: 'mass-assignment', cwe: 915, name: 'Object.assign' }, wholeTaints(act, source), use.instruction)
  for (const source of sources) merge(act, target, source, use)
  let taints = target.taints
  for (const source of sources) taints = joinTaints(taints, source.taints)
  return { ...target, taints }
}

function keyOf(use: CallUse): Value {
  return { ...SOME_STRING, taints: first(use).taints }
}

function entriesOf(act: Activation, use: CallUse): Value {
  const object = first(use)
  const pair = makeObject(act, use.instruction, 'pair', listObject([keyOf(use), elementOf(act, object, use.instruction)], 'tuple', null))
  return makeObject(act, use.instruction, 'entries', listObject([], 'list', pair))
}

function makeDict(act: Activation, use: CallUse): Value {
  const made = makeObject(act, use.instruction, 'dict', dictObject(use.args.named, null))
  const [source] = use.args.positional
  if (source !== undefined) merge(act, made, source, use)
  if (use.args.spreadNamed !== null) merge(act, made, use.args.spreadNamed, use)
  return source === undefined ? made : { ...made, taints: source.taints }
}

function copyList(act: Activation, use: CallUse): Value {
  const source = first(use)
  if (use.args.positional.length === 0) return makeObject(act, use.instruction, 'list', listObject([], 'list', null))
  const object = source.objects.length === 1 ? act.object(source.objects[0] ?? -1) : undefined
  if (object !== undefined && (object.shape === 'list' || object.shape === 'tuple' || object.shape === 'set'))
    return makeObject(act, use.instruction, 'list', object)
  const element = elementOf(act, source, use.instruction)
  const callbacks = functionHints(use.args.positional[1]?.hint ?? null)
  const mapped = callbacks.map(
    (callback) => callFunction(act, callback, { ...NO_ARGUMENTS, positional: [element] }, use.instruction) ?? NOTHING,
  )
  return makeObject(act, use.instruction, 'list', listObject([], 'list', mapped[0] ?? element))
}

function getAttribute(act: Activation, use: CallUse): Value | undefined {
  const [object = NOTHING, name = NOTHING, fallback] = use.args.positional
  if (typeof name.constant !== 'string') return undefined
  const value = getMember(act, object, name.constant, use.instruction)
  return fallback === undefined ? value : joinValues(value, fallback)
}

function setAttribute(act: Activation, use: CallUse): Value | undefined {
  const [object = NOTHING, name = NOTHING, value = NOTHING] = use.args.positional
  setMember(act, object, typeof name.constant === 'string' ? name.constant : null, value)
  return undefined
}

function partial(_act: Activation, use: CallUse): Value | undefined {
  const [callee, ...rest] = use.args.positional
  if (callee?.hint?.kind !== 'function') return undefined
  return { ...callee, hint: { ...callee.hint, bound: [...callee.hint.bound, ...rest] } }
}

function callFirst(act: Activation, use: CallUse): Value {
  const [callee, ...rest] = use.args.positional
  let joined: Value = NOTHING
  for (const hint of functionHints(callee?.hint ?? null))
    joined = callFunction(act, hint, { ...use.args, positional: rest }, use.instruction) ?? joined
  return joined
}

function mapBuiltin(act: Activation, use: CallUse, hint: LibraryHint): Value {
  const [callee, source = NOTHING] = use.args.positional
  const element = elementOf(act, source, use.instruction)
  let result: Value = hint.name === 'filter' ? element : NOTHING
  if (hint.name === 'map' && callee?.hint?.kind === 'library')
    result = ['int', 'float', 'len', 'bool'].includes(callee.hint.name) ? SOME_NUMBER : element
  for (const callback of functionHints(callee?.hint ?? null)) {
    const returned = callFunction(act, callback, { ...NO_ARGUMENTS, positional: [element] }, use.instruction)
    if (hint.name === 'map' && returned !== null) result = returned
  }
  return makeObject(act, use.instruction, 'mapped', listObject([], 'list', result))
}

/** `super()`: the same object, seen as its base class. */
function superValue(act: Activation): Value {
  const { function: owner, module } = act.frame
  const self = act.read(owner.selfSlot)
  const ownClass = module.classes[owner.ownerClass]
  if (ownClass === undefined) return self
  const base = act.engine.denoter.bases(module, ownClass)[0]
  if (base?.kind === 'class')
    return {
      ...self,
      hint: { kind: 'instance', module: base.module, class: base.class, environment: act.engine.environments.get(base.module) ?? null },
    }
  if (base?.kind === 'library') return { ...self, hint: { kind: 'library', name: `${base.name}()`, origin: null, details: null } }
  return self
}
