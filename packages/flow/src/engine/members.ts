import type { IrClass, Module } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import type { Denotation } from './denotation.ts'
import { denotedValue } from './denoted-value.ts'
import { grownFields } from './grown-fields.ts'
import { type Implementation, implementationsOf } from './implementations.ts'
import { exportedCell } from './import-value.ts'
import { ALL_KINDS, HOST_PART, maskOf } from './kinds.ts'
import { kindsSafeInLookup } from './lookup-segment.ts'
import type { Range } from './place.ts'
import { functionAt } from './program.ts'
import { flagNumber } from './redos/python-flags.ts'
import { runModule } from './run-module.ts'
import { SCHEMA_NAME } from './schemas.ts'
import { found as foundShared } from './shared-state.ts'
import { memberTaints, saysNothingOf, sourceTaints, stepBehindCalls } from './source-taints.ts'
import { type ObjectState, shadowOf, withFacts } from './state.ts'
import { validatedData } from './validated-data.ts'
import {
  clearTaints,
  constantValue,
  type Hint,
  joinTaints,
  joinValues,
  NO_TAINTS,
  NOTHING,
  SOME_NUMBER,
  type Taint,
  type Value,
} from './value.ts'

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
/** Reads `value.key`. */
export function getMember(act: Activation, value: Value, key: string, at: Range): Value {
  let found: Value | null = null
  if (key === 'length' && value.objects.length > 0 && isList(act, value)) return lengthOf(act, value)
  for (const id of value.objects) {
    const object = act.object(id)
    const one = object === undefined ? null : numbered(act, value, object, key, readEntry(act, object, key, at))
    if (one !== null) found = found === null ? one : joinValues(found, one)
  }
  if (found === null && isEmptyList(act, value) && BORROWED_METHODS.has(key))
    return { ...NOTHING, hint: { kind: 'library', name: `Array.prototype.${key}`, origin: null, details: null } }
  if (found !== null) return isAbsentField(found, value) ? setLater(act, value, key, at, found) : orOfRow(act, value, key, at, found)
  const shadow = value.number === 0 ? undefined : act.object(shadowOf(value.number))
  const overridden = shadow?.entries.get(key)
  if (overridden !== undefined) return overridden
  const plain = baseMember(act, value, key, at)
  return shadow?.rest == null ? plain : joinValues(plain, shadow.rest)
}

/** A field that another function set goes by its name here, so that what is found out of it is known where it is read again. */
function numbered(
  { engine, state }: Activation,
  owner: Value,
  { shape, entries }: ObjectState,
  key: string,
  entry: Value | null,
): Value | null {
  if (entry === null || entry.number !== 0) return entry === null ? null : withFacts(entry, state.facts)
  const isNamed = entries.has(key) && (shape === 'instance' || shape === 'dict') && owner.objects.length === 1 && entry.taints.length > 0
  return isNamed ? { ...entry, number: engine.numbers.member(owner.number, key) } : entry
}

/** `rows[0] ?? { greeting: 'Hello' }`, `decode(cursor) ?? { by: 'id' }`: what stands in for what is not there is no field of what is. */
function orOfRow(act: Activation, value: Value, key: string, at: Range, found: Value): Value {
  if (typeof found.constant !== 'string') return found
  const row = taintsOfRow(value)
  if (row.length > 0) return { ...NOTHING, taints: memberTaints(act, row, key, at) }
  // An object into which something was merged has taken it in.
  const isWritten = value.objects.every((id) => act.object(id)?.rest === null && act.object(id)?.base === null)
  const asked = isWritten ? value.taints.filter(({ label }) => label.kind === 'parameter' || label.model.gives === 'request') : NO_TAINTS
  return asked.length === 0 ? found : joinValues(found, { ...NOTHING, taints: memberTaints(act, asked, key, at) })
}

/** Taints of a value that is a row, or what stands in for one. */
export const taintsOfRow = ({ taints }: Value): readonly Taint[] =>
  taints.filter((taint) => taint.label.kind === 'source' && taint.label.model.gives === 'stored' && stepBehindCalls(taint) === null)

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
  if (HOST_KEYS.has(key) && value.hint?.kind === 'library' && PARSED.test(value.hint.name))
    act.engine.numbers.relate(number, value.number, 'host')
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
  // What a getter answers may say something of the object that it was asked of.
  const { test, type, prefix } = hint !== null && 'taints' in hint ? hint : NOTHING
  return { ...NOTHING, taints, constant, hint: found, number, test, type, prefix }
}

function safeInLookup({ engine, frame }: Activation): number {
  const owner = frame.module.classes[frame.function.ownerClass]
  return owner === undefined ? 0 : kindsSafeInLookup(engine.denoter, frame.module, owner)
}

const isSourceHint = (act: Activation, hint: Hint | null): boolean =>
  hint?.kind === 'library' && act.engine.models.of(hint.name).source !== null

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
  }
  const getter = act.engine.denoter.getter(hint.module, hint.class, key)
  if (getter !== null && (hint.kind === 'instance' || getter.function.isStatic)) {
    const environment = getter.module === hint.module ? hint.environment : (act.engine.environments.get(getter.module) ?? null)
    const call = { kind: 'function' as const, module: getter.module, function: getter.function, environment, receiver, bound: [] }
    return callFunction(act, call, NO_ARGUMENTS, at) ?? NOTHING
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
