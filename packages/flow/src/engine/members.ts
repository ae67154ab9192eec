import type { IrClass, Module } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { isSecretName, isStoredSecretName } from '../knowledge/secret-names.ts'
import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import type { Denotation } from './denotation.ts'
import type { Environment } from './environment.ts'
import { grownFields } from './grown-fields.ts'
import { type Implementation, implementationsOf } from './implementations.ts'
import { exportedCell } from './import-value.ts'
import { ALL_KINDS, HOST_PART, maskOf, REQUEST_KINDS, SECRET_KINDS, STORED_KINDS } from './kinds.ts'
import { kindsSafeInLookup } from './lookup-segment.ts'
import { type CallSite, functionAt } from './program.ts'
import { flagNumber } from './redos/python-flags.ts'
import { runModule } from './run-module.ts'
import { SCHEMA_NAME } from './schemas.ts'
import { found as foundShared } from './shared-state.ts'
import { type ObjectState, shadowOf } from './state.ts'
import { TYPE_NAMES } from './type-names.ts'
import { validatedData } from './validated-data.ts'
import {
  clearTaints,
  constantValue,
  type Details,
  type Hint,
  joinTaints,
  joinValues,
  type Label,
  NO_OBJECTS,
  NO_TAINTS,
  NOTHING,
  SOME_NUMBER,
  type Taint,
  type Trace,
  type Value,
} from './value.ts'

export interface Range {
  readonly start: number
  readonly end: number
}

/** Members that say nothing of the value. */
const HARMLESS_MEMBERS = new Set([
  'length',
  'size',
  '__class__',
  '__len__',
  'byteLength',
  'status_code',
  'statusCode',
  'mimetype',
  'originalUrl_',
])
/** The last part of a path leads nowhere else. */
const LAST_PART = new Set(['name', 'stem', 'suffix'])
const PATHS = maskOf('path-traversal')
/** Where Multer, formidable and their like have put an upload: a place of their own choice. */
const PLACES_OF_UPLOAD = new Set(['path', 'filepath', 'tempFilePath', 'destination'])
const OF_PLACES = maskOf('path-traversal', 'unsafe-upload')
const isUpload = (taint: Taint): boolean =>
  taint.label.kind === 'source' &&
  taint.label.model.in === 'file' &&
  taint.label.model.names[0] !== '<archive>' &&
  stepBehindCalls(taint) === null
const isDjangoUpload = ({ label }: Taint): boolean => label.kind === 'source' && label.model.names[0] === 'django.Request.FILES'
const HOST_KEYS = new Set(['hostname', 'netloc', 'host', 'origin'])
const PARSED = /^(?:URL\(\)|url\.parse\(\)|urllib\.parse\.ParseResult|pydantic\.HttpUrl)$/
const DEEPEST_LABEL = 4
const MASS = maskOf('mass-assignment')

/** Reads `value.key`. */
export function getMember(act: Activation, value: Value, key: string, at: Range): Value {
  let found: Value | null = null
  if (key === 'length' && value.objects.length > 0 && isList(act, value)) return lengthOf(act, value)
  for (const id of value.objects) {
    const object = act.object(id)
    const one = object === undefined ? null : readEntry(act, object, key, at)
    if (one !== null) found = found === null ? one : joinValues(found, one)
  }
  if (found === null && isEmptyList(act, value) && BORROWED_METHODS.has(key))
    return { ...NOTHING, hint: { kind: 'library', name: `Array.prototype.${key}`, origin: null, details: null } }
  if (found !== null) return isAbsentField(found, value) ? setLater(act, value, key, at, found) : found
  const shadow = value.number === 0 ? undefined : act.object(shadowOf(value.number))
  const overridden = shadow?.entries.get(key)
  if (overridden !== undefined) return overridden
  const plain = baseMember(act, value, key, at)
  return shadow?.rest == null ? plain : joinValues(plain, shadow.rest)
}

/** `[].slice`: a method as all lists have it. */
const BORROWED_METHODS = new Set(['slice', 'forEach', 'map', 'filter', 'concat', 'join', 'some', 'every', 'reduce', 'push', 'shift', 'pop'])

const isEmptyList = (act: Activation, { objects }: Value): boolean => {
  const only = objects.length === 1 ? act.object(objects[0] ?? -1) : undefined
  return only?.shape === 'list' && only.isExact && only.length === 0
}

/** `body.size` is whatever the caller put there; `file.size` is not. */
const isField = ({ taints }: Value, key: string): boolean =>
  (key === 'size' || key === 'mimetype' || key === 'status_code') &&
  taints.some(({ label }) => label.kind === 'parameter' || (label.name === null && label.model.in !== 'file'))

/** `z.string().length(4)` is a step of a schema. */
const isSchema = (hint: Hint | null): boolean => hint?.kind === 'library' && SCHEMA_NAME.test(hint.name)

const isList = (act: Activation, value: Value): boolean =>
  value.objects.every((id) => {
    const shape = act.object(id)?.shape
    return shape === 'list' || shape === 'tuple'
  })

/** How many items a list has is no item of it. */
function lengthOf(act: Activation, value: Value): Value {
  const object = value.objects.length === 1 ? act.object(value.objects[0] ?? -1) : undefined
  return object?.isExact && object.length >= 0 ? constantValue(object.length) : SOME_NUMBER
}

/** `self.connection = None` in the constructor: some other method sets it. */
const isAbsentField = (found: Value, owner: Value): boolean => found.constant === null && owner.hint?.kind === 'instance'

function setLater(act: Activation, value: Value, key: string, at: Range, absent: Value): Value {
  const later = baseMember(act, { ...value, taints: NO_TAINTS }, key, at)
  return later.hint === null ? absent : later
}

function readEntry(act: Activation, object: ObjectState, key: string, at: Range): Value | null {
  const entry = object.entries.get(key)
  if (entry !== undefined) return entry
  if (object.base !== null) {
    const below = baseMember(act, object.base, key, at)
    return object.rest === null ? below : joinValues(below, object.rest)
  }
  if (object.shape === 'instance') return null
  if (object.rest !== null) return object.rest
  return null
}

/** A member as the value itself has it, without what was assigned to it here. */
export function baseMember(act: Activation, value: Value, key: string, at: Range): Value {
  const number = act.engine.numbers.member(value.number, key)
  if (HARMLESS_MEMBERS.has(key) && value.hint?.kind !== 'module' && !isField(value, key) && !isSchema(value.hint))
    return key === 'mimetype' && value.taints.length > 0
      ? { ...NOTHING, number, taints: clearTaints(memberTaints(act, value.taints, key, at), ~DECLARED & ALL_KINDS) }
      : { ...NOTHING, type: key === 'length' || key === 'size' ? 'number' : '' }
  const added = value.hint?.kind === 'library' && value.hint.name === 'fastify.Instance' ? act.engine.decorations.get(key) : undefined
  if (added !== undefined) return { ...added, number }
  const hint = memberHint(act, value, key, at)
  const parts = value.objects.length > 0 ? value.taints : value.taints.filter((taint) => !saysNothingOf(taint, key, value.hint))
  let taints = memberTaints(act, parts, key, at)
  if (key === 'searchParams' && taints.some(isAddressOfRequest)) taints = sourceTaints(act, QUERY_OF_ADDRESS, null, at)
  taints = joinTaints(taints, foundShared(act, value.hint, key))
  if (value.hint?.kind === 'library' && value.hint.name === 'pathlib.Path' && LAST_PART.has(key)) {
    // Still the text that the path was made of.
    taints = clearTaints(value.taints, PATHS)
    if (number !== 0) act.engine.numbers.relate(number, value.number, key === 'name' ? 'path' : 'suffix')
  }
  if (PLACES_OF_UPLOAD.has(key) && act.frame.module.language === 'javascript')
    taints = taints.map((taint) => (isUpload(taint) ? { ...taint, cleared: taint.cleared | OF_PLACES } : taint))
  // Django keeps the last part of an upload's name alone.
  if (key === 'name') taints = taints.map((taint) => (isDjangoUpload(taint) ? { ...taint, cleared: taint.cleared | PATHS } : taint))
  // The text that the address was made of.
  if (key === 'href' && value.hint?.kind === 'library' && PARSED.test(value.hint.name)) taints = value.taints
  if (HOST_KEYS.has(key) && value.hint?.kind === 'library' && PARSED.test(value.hint.name))
    taints = taints.map((taint) => ({ ...taint, cleared: taint.cleared | HOST_PART }))
  // The standard's parser drops line breaks and its setters encode them (WHATWG URL, section 4.4).
  if (value.hint?.kind === 'library' && value.hint.name === 'URL()' && key !== 'searchParams') taints = clearTaints(taints, LINE_BREAKS)
  let constant: Value['constant'] = NOTHING.constant
  let found: Hint | null = null
  if (hint !== null) {
    if ('taints' in hint) {
      taints = joinTaints(taints, hint.taints)
      constant = hint.constant
      if (hint.objects.length > 0 || hint.constant !== NOTHING.constant) return { ...hint, taints, number }
      found = hint.hint
    } else found = hint
  }
  if (found?.kind === 'library') {
    const source = act.engine.models.of(found.name).source
    // What is known to be a source here need not be asked of the caller again.
    if (source !== null)
      taints = clearTaints(sourceTaints(act, source, null, at), found.name === 'django.View.kwargs' ? safeInLookup(act) : 0)
    // A part of a request value is data, whatever its path is called.
    else if (isSourceHint(act, value.hint) && act.engine.models.of(found.name).isUnknown) found = null
  }
  return { ...NOTHING, taints, constant, hint: found, number }
}

function safeInLookup({ engine, frame }: Activation): number {
  const owner = frame.module.classes[frame.function.ownerClass]
  return owner === undefined ? 0 : kindsSafeInLookup(engine.denoter, frame.module, owner)
}

const isSourceHint = (act: Activation, hint: Hint | null): boolean =>
  hint?.kind === 'library' && act.engine.models.of(hint.name).source !== null

/** Taints of a part of a tainted whole: the label is read one key further. */
export function memberTaints(act: Activation, taints: readonly Taint[], key: string, at: Range): readonly Taint[] {
  if (taints.length === 0) return NO_TAINTS
  const parts: Taint[] = []
  for (const taint of taints) {
    const label = memberLabel(act, taint.label, key, at)
    const cleared = taint.label.kind === 'source' && key !== '*' ? taint.cleared | MASS : taint.cleared
    parts.push(label === taint.label && cleared === taint.cleared ? taint : { ...taint, label, cleared })
  }
  return parts
}

/** What was done to the value last, beside handing it on; null when nothing was. */
function stepBehindCalls({ trace }: Taint): Trace | null {
  let step = trace
  while (step?.what.startsWith('passed to ') === true) step = step.previous
  return step
}

/** Names under which wrappers keep what they wrap. */
const WRAPPED_VALUE = /^(?:_?value|secret|data|content|text|raw|body|payload|result|default|key|current|input|args|message)s?$/i
const TEXT_SOURCES = new Set(['header', 'cookie', 'path'])

/** Whether a member is no part of what is tainted: text has no members, and beside a password in one object stands what is none. */
function saysNothingOf(taint: Taint, key: string, hint: Hint | null): boolean {
  const { label } = taint
  if (key === '*' || label.kind !== 'source' || label.name === null || label.name === '' || /^\d+$/.test(key)) return false
  if (label.model.gives === 'secret') return !WRAPPED_VALUE.test(key) && !isSecretName(key) && !isStoredSecretName(key)
  // What a library made of the text has members of its own.
  if (taint.doubt > 0 || hint !== null) return false
  const step = stepBehindCalls(taint)
  if (step === null) return TEXT_SOURCES.has(label.model.in)
  return step.what === 'joined into a string'
}

function memberLabel(act: Activation, label: Label, key: string, at: Range): Label {
  if (label.kind === 'parameter') {
    if (label.path.at(-1) === '*' || label.path.length >= DEEPEST_LABEL) return label
    return act.engine.memberLabel(label, key)
  }
  if (key === '*') return label
  if (label.name === null || label.name === '')
    return act.engine.sourceLabel(label.model, key, { module: act.frame.module, function: act.frame.function, ...at })
  const name = /^\d+$/.test(key) || label.name.length > 60 ? label.name : `${label.name}.${key}`
  return act.engine.sourceLabel(label.model, name, label)
}

/** What Python frameworks give as text; the path of a URL is text everywhere. */
const TEXT_PLACES = new Set(['query', 'form'])
const NOSQL = maskOf('nosql-injection')

/** What a source model yields here. */
export function sourceTaints(act: Activation, source: SourceModel | null, name: string | null, at: Range): readonly Taint[] {
  if (source === null) return NO_TAINTS
  const label = act.engine.sourceLabel(source, source.isContainer ? name : (name ?? ''), {
    module: act.frame.module,
    function: act.frame.function,
    ...at,
  })
  const gives = source.gives === 'request' ? REQUEST_KINDS : source.gives === 'stored' ? STORED_KINDS : SECRET_KINDS
  const never =
    maskOf(...(source.never ?? [])) |
    (source.isContainer ? 0 : MASS) |
    (source.only === undefined ? 0 : ALL_KINDS & ~maskOf(...source.only))
  const isText = source.in === 'path' || (act.frame.module.language === 'python' && TEXT_PLACES.has(source.in))
  return [{ label, trace: null, cleared: (ALL_KINDS & ~gives) | never | (isText ? NOSQL : 0), opened: 0, weak: null, doubt: 0 }]
}

function memberHint(act: Activation, value: Value, key: string, at: Range): Hint | Value | null {
  const { hint } = value
  if (hint === null) return null
  switch (hint.kind) {
    case 'library': {
      const flag = hint.name === 're' ? flagNumber(key) : undefined
      return flag === undefined ? memberOfLibrary(act, hint, key) : constantValue(flag)
    }
    case 'module':
      return moduleMember(act, hint.module, key)
    case 'class':
    case 'instance':
      return classMember(act, hint, value, key, at)
    case 'choice': {
      let joined: Value | null = null
      for (const one of hint.hints) {
        const member = memberHint(act, { ...value, hint: one }, key, at)
        if (member === null) continue
        const asValue = 'taints' in member ? member : { ...NOTHING, hint: member }
        joined = joined === null ? asValue : joinValues(joined, asValue)
      }
      return joined
    }
    default:
      return null
  }
}

function memberOfLibrary(act: Activation, hint: Hint & { kind: 'library' }, key: string): Hint {
  return { kind: 'library', name: act.engine.models.memberName(hint.name, key), origin: hint.origin, details: hint.details }
}

function moduleMember(act: Activation, module: Module, key: string): Value {
  return exportedValue(act, module, key)
}

/** The value another module sees under that name. */
export function exportedValue(act: Activation, module: Module, key: string): Value {
  runModule(act.engine, module)
  return exportedCell(act, module, key, 0) ?? denotedValue(act, act.engine.denoter.exported(module, key), null)
}

function classMember(
  act: Activation,
  hint: Hint & { kind: 'class' | 'instance' },
  receiver: Value,
  key: string,
  at: Range,
): Hint | Value | null {
  const denotation: Denotation =
    hint.kind === 'class'
      ? { kind: 'class', module: hint.module, class: hint.class }
      : { kind: 'instance', module: hint.module, class: hint.class, origin: null }
  if (hint.kind === 'instance') {
    const data = validatedData(act, hint, receiver, key, at)
    if (data !== null) return data
    const getter = act.engine.denoter.getter(hint.module, hint.class, key)
    if (getter !== null) {
      const environment = getter.module === hint.module ? hint.environment : (act.engine.environments.get(getter.module) ?? null)
      const call = { kind: 'function' as const, module: getter.module, function: getter.function, environment, receiver, bound: [] }
      return callFunction(act, call, NO_ARGUMENTS, at) ?? NOTHING
    }
  }
  const member = act.engine.denoter.member(denotation, key)
  if (member.kind === 'unknown') return null
  if (member.kind === 'function' && member.receiver !== null) {
    const others = hint.kind === 'instance' ? implementationsOf(act.engine.denoter, member.module, member.function) : []
    if (others.length > 0) return joinedMethods(act, others)
    const environment = member.module === hint.module ? hint.environment : (act.engine.environments.get(member.module) ?? null)
    const isBound = !member.function.isStatic || member.function.selfSlot >= 0
    return {
      kind: 'function',
      module: member.module,
      function: member.function,
      environment,
      receiver: isBound ? receiver : null,
      bound: [],
    }
  }
  if (member.kind === 'parameter') return null
  // `field(default_factory=list)` declares a field and is none.
  if (member.kind === 'library' && hint.kind === 'instance' && DECLARES_FIELD.test(member.name)) return declaredField(act, hint, key)
  if ((member.kind === 'list' || member.kind === 'dict') && hint.kind === 'instance' && grownFields(hint.module, hint.class).has(key))
    return null
  // What a record holds is what it was made with: the default of a field tells nothing of one that was made elsewhere.
  if (member.kind === 'constant' && hint.kind === 'instance' && receiver.objects.length === 0 && isGivenField(hint.module, hint.class, key))
    return null
  return denotedValue(act, member, null)
}

/** `private: bool = False` of a dataclass or a model, which whoever makes one may give otherwise. */
function isGivenField(module: Module, owner: IrClass, key: string): boolean {
  if (module.language !== 'python' || owner.members.some(({ name, kind }) => name === '__init__' && kind === 'method')) return false
  const field = owner.members.find(({ name, kind }) => name === key && kind === 'field')
  return field?.type != null && !/(?:^|\.)(?:ClassVar|Final)$/.test(field.type.name)
}

/** Whichever class the object is of: each is asked with an object of its own. */
function joinedMethods({ engine }: Activation, methods: readonly Implementation[]): Hint {
  const hints = methods.map(({ module, class: owner, function: method }): Hint => {
    const environment = engine.environments.get(module) ?? null
    const receiver: Value = { ...NOTHING, hint: { kind: 'instance', module, class: owner, environment } }
    return { kind: 'function', module, function: method, environment, receiver, bound: [] }
  })
  return hints.length === 1 && hints[0] !== undefined ? hints[0] : { kind: 'choice', hints }
}

const DECLARES_FIELD = /^(?:dataclasses\.field|attrs?\.(?:field|ib)|pydantic\.(?:fields\.)?(?:Field|PrivateAttr))\(\)$/

function declaredField({ engine }: Activation, { module, class: owner }: Hint & { kind: 'instance' | 'class' }, key: string): Hint | null {
  const field = owner.members.find(({ name, kind }) => name === key && kind === 'field')
  return field === undefined ? null : engine.typeHint(module, functionAt(module, owner.body), field.type)
}

/** What the flow-insensitive look-up knows, as a value. */
export function denotedValue(act: Activation, denotation: Denotation, environment: Environment | null): Value {
  const { engine } = act
  switch (denotation.kind) {
    case 'constant':
      return constantValue(denotation.value)
    case 'regex':
      return {
        ...NOTHING,
        hint: {
          kind: 'library',
          name: 'RegExp',
          origin: null,
          details: { args: [constantValue(denotation.pattern), constantValue(denotation.flags)], named: new Map(), receiver: null },
        },
      }
    case 'library':
      return {
        ...NOTHING,
        hint: {
          kind: 'library',
          name: canonicalName(act, denotation.name),
          origin: denotation.origin,
          details: denotation.name === 're.compile()' ? patternDetails(act, denotation.origin) : null,
        },
      }
    case 'module':
      return { ...NOTHING, hint: { kind: 'module', module: denotation.module } }
    case 'function':
      return {
        ...NOTHING,
        hint: {
          kind: 'function',
          module: denotation.module,
          function: denotation.function,
          environment: environment ?? engine.environments.get(denotation.module) ?? null,
          receiver: null,
          bound: (denotation.partials ?? [])
            .flatMap(({ call }) => call.args.filter(({ kind }) => kind === 'positional').slice(1))
            .map(() => NOTHING),
        },
      }
    case 'class':
    case 'instance':
      return {
        ...NOTHING,
        hint: {
          kind: denotation.kind,
          module: denotation.module,
          class: denotation.class,
          environment: engine.environments.get(denotation.module) ?? null,
        },
      }
    case 'list':
    case 'dict':
      return denotedContainer(act, denotation)
    default:
      return NOTHING
  }
}

/** A compiled pattern is known by its text, wherever it is kept. */
function patternDetails({ engine }: Activation, origin: CallSite | null): Details | null {
  const [pattern, flags] =
    origin === null ? [] : [0, 1].map((at) => engine.denoter.argument(origin, origin.call, at, at === 0 ? 'pattern' : 'flags'))
  if (pattern?.kind !== 'constant') return null
  const args = [pattern, flags].flatMap((one) => (one?.kind === 'constant' ? [constantValue(one.value)] : []))
  return { args, named: new Map(), receiver: null }
}

const containers = new WeakMap<Denotation, number>()

function denotedContainer(act: Activation, denotation: Denotation & { kind: 'list' | 'dict' }): Value {
  let id = containers.get(denotation)
  if (id === undefined) {
    id = act.engine.freshId()
    containers.set(denotation, id)
  }
  const value: Value = { ...NOTHING, objects: [id] }
  if (act.object(id) !== undefined) return value
  const entries = new Map<string, Value>()
  // Entered first, so that a container that holds itself ends.
  act.setObject(id, {
    shape: denotation.kind === 'dict' ? 'dict' : denotation.shape,
    entries,
    rest: null,
    length: -1,
    isExact: false,
    base: null,
  })
  const items: Iterable<[string, Denotation]> =
    denotation.kind === 'dict' ? denotation.entries : denotation.items.map((item, index): [string, Denotation] => [String(index), item])
  for (const [key, item] of items) entries.set(key, denotedValue(act, item, null))
  const length = denotation.kind === 'list' && denotation.isComplete ? denotation.items.length : -1
  act.setObject(id, {
    shape: denotation.kind === 'dict' ? 'dict' : denotation.shape,
    entries,
    rest: denotation.isComplete ? null : NOTHING,
    length,
    isExact: denotation.isComplete,
    base: null,
  })
  return value
}

/** Rewrites `sqlite3.connect().cursor` piece by piece to the types of the tables. */
export function canonicalName(act: Activation, name: string): string {
  if (!name.includes('()') && !name.includes('.')) return act.engine.models.resultType(`${name}:`) ?? name
  const cached = canonicalNames.get(name)
  if (cached !== undefined) return cached
  const { models } = act.engine
  let at = ''
  for (const piece of name.split('.')) {
    const calls = piece.endsWith('()') ? (piece.match(/\(\)/g)?.length ?? 0) : 0
    const bare = calls === 0 ? piece : piece.slice(0, -2 * calls)
    at = at === '' ? bare : `${at}.${bare}`
    at = models.resultType(`${at}:`) ?? at
    for (let call = 0; call < calls; call++)
      at = models.resultType(at) ?? models.resultType(`${at}()`) ?? TYPE_NAMES[`${at}()`] ?? `${at}()`
  }
  canonicalNames.set(name, at)
  return at
}

const canonicalNames = new Map<string, string>()

/** A container in a field of what the caller passed. */
export function isOwnedByCaller({ engine }: Activation, value: Value): boolean {
  return value.number !== 0 && value.objects.length > 0 && (engine.numbers.path(value.number)?.keys.length ?? 0) > 0
}

/** Writes `value.key`. */
export function setMember(act: Activation, target: Value, key: string | null, stored: Value): void {
  const ids = target.objects.length > 0 ? target.objects : target.number === 0 ? [] : [shadowOf(target.number)]
  for (const id of ids) {
    const object = act.object(id) ?? {
      shape: 'shadow' as const,
      entries: new Map<string, Value>(),
      rest: null,
      length: -1,
      isExact: false,
      base: { ...target, objects: NO_OBJECTS },
    }
    act.setObject(id, writeEntry(object, key, stored, ids.length > 1))
  }
}

export function writeEntry(object: ObjectState, key: string | null, stored: Value, isWeak: boolean): ObjectState {
  if (key === null) {
    return {
      ...object,
      rest: object.rest === null ? stored : joinValues(object.rest, stored),
      isExact: false,
      length: -1,
      entries: weakened(object.entries, stored),
    }
  }
  const entries = new Map(object.entries)
  const old = entries.get(key)
  if (old === undefined && entries.size >= MOST_ENTRIES)
    return { ...object, rest: object.rest === null ? stored : joinValues(object.rest, stored), isExact: false }
  entries.set(key, isWeak && old !== undefined ? joinValues(old, stored) : stored)
  const grown = object.length >= 0 && /^\d+$/.test(key) && Number(key) >= object.length
  return { ...object, entries, length: grown ? -1 : object.length }
}

/** A container with more keys than this is known no further by key. */
const MOST_ENTRIES = 128

/** After a write under an unknown key every entry may be that value. */
function weakened(entries: ReadonlyMap<string, Value>, stored: Value): ReadonlyMap<string, Value> {
  const joined = new Map<string, Value>()
  for (const [key, value] of entries) joined.set(key, joinValues(value, stored))
  return joined
}

/** Any element of the container: under an unknown key, or in a loop. */
export function elementOf(act: Activation, value: Value, at: Range): Value {
  let found: Value | null = null
  const ids = value.objects.length > 0 || value.number === 0 ? value.objects : [shadowOf(value.number)]
  for (const id of ids) {
    const object = act.object(id)
    if (object === undefined) continue
    for (const entry of object.entries.values()) found = found === null ? entry : joinValues(found, entry)
    if (object.rest !== null) found = found === null ? object.rest : joinValues(found, object.rest)
    if (object.base !== null) {
      const below = { ...NOTHING, taints: memberTaints(act, object.base.taints, '*', at) }
      found = found === null ? below : joinValues(found, below)
    }
  }
  const own: Value = { ...NOTHING, taints: memberTaints(act, value.taints, '*', at) }
  const assigned = value.number === 0 ? undefined : act.assignedIn.get(value.number)
  if (found === null && assigned !== undefined) {
    const object: ObjectState = { shape: 'instance', entries: assigned, rest: null, length: -1, isExact: false, base: own }
    return makeObject(act, at, `assigned${value.number}`, object)
  }
  if (found === null) return { ...own, number: 0 }
  // What was found out of a list holds for its elements.
  const fact = value.number === 0 ? undefined : act.state.facts.get(value.number)
  if (fact !== undefined && fact.cleared !== ALL_KINDS) found = { ...found, taints: clearTaints(found.taints, fact.cleared, fact.weak) }
  return { ...(own.taints.length === 0 ? found : joinValues(found, own)), number: 0 }
}

/** Taints of the value and of all that it holds. */
export function deepTaints(act: Activation, value: Value, depth = 3): readonly Taint[] {
  let taints = value.taints
  if (depth === 0) return taints
  for (const id of value.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    for (const entry of object.entries.values()) taints = joinTaints(taints, deepTaints(act, entry, depth - 1))
    if (object.rest !== null) taints = joinTaints(taints, deepTaints(act, object.rest, depth - 1))
    if (object.base !== null) taints = joinTaints(taints, object.base.taints)
  }
  if (value.objects.length === 0 && value.number !== 0) {
    const shadow = act.object(shadowOf(value.number))
    if (shadow !== undefined) for (const entry of shadow.entries.values()) taints = joinTaints(taints, deepTaints(act, entry, depth - 1))
    // What was put in names none of the container's keys.
    if (shadow?.rest != null) taints = joinTaints(taints, clearTaints(deepTaints(act, shadow.rest, depth - 1), KEYS))
  }
  return taints
}

/** A new container made by the instruction at that place. */
export function makeObject(act: Activation, at: Range, part: string, object: ObjectState): Value {
  const id = act.engine.objectAt(act.frame, at.start * 4096 + (at.end - at.start), part)
  act.setObject(id, object)
  return { ...NOTHING, objects: [id] }
}

export function listObject(items: readonly Value[], shape: 'list' | 'tuple' | 'set', rest: Value | null): ObjectState {
  const entries = new Map<string, Value>()
  items.slice(0, MOST_ENTRIES).forEach((item, index) => {
    entries.set(String(index), item)
  })
  let more = rest
  for (const item of items.slice(MOST_ENTRIES)) more = more === null ? item : joinValues(more, item)
  return { shape, entries, rest: more, length: more === null ? items.length : -1, isExact: more === null, base: null }
}

export function dictObject(entries: ReadonlyMap<string, Value>, rest: Value | null): ObjectState {
  return { shape: 'dict', entries, rest, length: -1, isExact: rest === null, base: null }
}

/** A secret read by its name (`user.password`, `config["API_KEY"]`). */
export function secretTaints(act: Activation, name: string, at: Range): readonly Taint[] {
  const cleared = (isSecretName(name) ? 0 : SENSITIVE_LOG) | (isStoredSecretName(name) ? 0 : SENSITIVE_RESPONSE)
  if (cleared === (SENSITIVE_LOG | SENSITIVE_RESPONSE)) return NO_TAINTS
  return clearTaints(sourceTaints(act, SECRET_SOURCE, name, at), cleared)
}

/** `new URL(request.url).searchParams`: what the caller writes behind the question mark. */
const QUERY_OF_ADDRESS: SourceModel = {
  names: ['<query of an address>'],
  gives: 'request',
  in: 'query',
  what: 'read from the query string',
  isContainer: true,
  never: ['mass-assignment', 'nosql-injection'],
}

const isAddressOfRequest = ({ label }: Taint): boolean =>
  label.kind === 'source' && label.model.gives === 'request' && label.model.in === 'other'

const LINE_BREAKS = maskOf('header-injection', 'log-injection')
/** What a client says its file is matters to who shows the file again. */
const DECLARED = maskOf('unsafe-upload')
const KEYS = maskOf('prototype-pollution')
const SENSITIVE_LOG = maskOf('sensitive-log')
const SENSITIVE_RESPONSE = maskOf('sensitive-response')
const SECRET_SOURCE: SourceModel = { names: ['<secret>'], gives: 'secret', in: 'other', what: 'a secret by its name', isContainer: false }
