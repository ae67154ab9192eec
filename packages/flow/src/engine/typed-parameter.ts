import type { IrClass, Module, Parameter, TypeReference } from '../ir/ir.ts'
import type { SourceIn, SourceModel } from '../knowledge/model.ts'
import { tableOf } from '../table-of.ts'
import { Activation } from './activation.ts'
import { callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import { makeObject } from './containers.ts'
import type { Denotation } from './denotation.ts'
import { canonicalName, denotedValue } from './denoted-value.ts'
import { keepsExtraFields } from './extra-fields.ts'
import { functionInfo } from './function-info.ts'
import { anchoredBody, kindsSafeBySequence } from './patterns-of-text.ts'
import { functionAt, type Scope } from './program.ts'
import { sourceTaints } from './source-taints.ts'
import { isTableModel } from './table-models.ts'
import { checkedBy, checkedByType, checkedField } from './validated-fields.ts'
import { clearTaints, NOTHING, SOME_NUMBER, type Value } from './value.ts'

/** Types whose values are no free text once the framework has validated them. */
const SAFE_TYPES =
  /^(?:int|float|bool|UUID[1-5]?|date|datetime|time|timedelta|Decimal|PositiveInt|NonNegativeInt|NegativeInt|PositiveFloat|(?:Aware|Naive|Past|Future)(?:Date|Datetime)|ByteSize|IPv[46]Address|IPvAnyAddress|number|boolean|ObjectId|PydanticObjectId|conint|confloat|StrictInt|StrictBool|Enum)$/
const TEXT_TYPES = /^(?:str|string|StrictStr|EmailStr|constr|SecretStr)$/
const LITERAL = /^(?:Literal|literal:.*)$/
const DEEPEST_DEPENDENCY = 8

/** The value FastAPI passes for a parameter: by its type, its default, its place in the path; dependencies are called. */
export function typedParameter(act: Activation, handler: FunctionHint, parameter: Parameter, path: string, depth: number): Value {
  const scope: Scope = { module: handler.module, function: functionAt(handler.module, Math.max(0, handler.function.parent)) }
  const markers = markersOf(act, scope, parameter)
  for (const marker of markers) {
    if (/(?:^|\.)(?:Depends|Security)\(\)$/.test(marker.name)) return dependency(act, scope, marker, parameter, path, depth)
  }
  const from = markers
    .map((marker) => MARKED[marker.name.replace(/\(\)$/, '').split('.').at(-1) ?? ''])
    .find((where) => where !== undefined)
  const boxed = boxedType(act, scope, parameter.type)
  const where: SourceIn = from ?? boxed?.where ?? (path.includes(`{${parameter.name}`) ? 'path' : 'query')
  const value = typedValue(act, scope, boxed?.type ?? parameter.type, {
    module: handler.module,
    function: handler.function,
    where,
    name: parameter.name,
    depth: 0,
  })
  const narrowed = markers.reduce((at, marker) => checkedBy(act, marker.denotation, at), value)
  return checkedByType(act, scope, parameter.type, narrowed)
}

const MARKED = tableOf<SourceIn>({
  Query: 'query',
  Path: 'path',
  Header: 'header',
  Cookie: 'cookie',
  Form: 'form',
  Body: 'body',
  File: 'file',
})

/** `Form[Note]` of Django Ninja. */
function boxedType(
  act: Activation,
  scope: Scope,
  type: TypeReference | null,
): { readonly type: TypeReference; readonly where: SourceIn } | null {
  const [inner, ...more] = type?.args ?? []
  if (type === null || inner === undefined || more.length > 0) return null
  const box = act.engine.denoter.instanceOfType(scope, { ...type, args: [] })
  const name = box.kind === 'library' ? /^ninja\.(?:\w+\.)*(\w+)\(\)$/.exec(box.name)?.[1] : undefined
  const where = name === 'PatchDict' ? 'body' : name === undefined ? undefined : MARKED[name]
  return where === undefined ? null : { type: inner, where }
}

interface Marker {
  readonly name: string
  readonly denotation: Denotation & { kind: 'library' }
}

/** `= Depends(x)`, `Annotated[T, Query()]`. */
function markersOf(act: Activation, scope: Scope, parameter: Parameter): Marker[] {
  const markers: Marker[] = []
  const add = (denotation: Denotation): void => {
    if (denotation.kind === 'library') markers.push({ name: denotation.name, denotation })
  }
  if (parameter.defaultValue !== null) {
    const owner = scope.module.functions[parameter.defaultValue.function]
    if (owner !== undefined) add(act.engine.denoter.denote({ module: scope.module, function: owner }, parameter.defaultValue.slot))
  }
  const alias = act.engine.denoter.instanceOfType(scope, parameter.type)
  if (alias.kind === 'annotated') for (const marker of alias.markers) add(marker)
  for (const argument of parameter.type?.args ?? []) if (argument.valueSlot >= 0) add(act.engine.denoter.denote(scope, argument.valueSlot))
  return markers
}

function dependency(act: Activation, scope: Scope, marker: Marker, parameter: Parameter, path: string, depth: number): Value {
  const { origin } = marker.denotation
  const given = origin === null ? null : act.engine.denoter.argument(origin, origin.call, 0, 'dependency')
  const declared = act.engine.denoter.instanceOfType(scope, parameter.type)
  const type: Denotation = declared.kind === 'annotated' ? instanceOf(declared.type) : declared
  // What a function outside of the tree gives is what the parameter is declared to be.
  const isElsewhere = given !== null && given.kind !== 'function' && given.kind !== 'class' && type.kind === 'instance'
  const target = given === null || isElsewhere ? type : given
  if (depth > DEEPEST_DEPENDENCY) return NOTHING
  if (target.kind === 'function') {
    const hint = denotedValue(act, target, null).hint
    const given = hint?.kind === 'function' ? (callDependency(act, hint, path, depth) ?? NOTHING) : NOTHING
    // What came out of a store of anything, or from code that is not there, is what the parameter is declared to be.
    const isStored = (given.hint === null || given.hint.kind === 'library') && given.taints.length === 0 && given.objects.length === 0
    return isStored && type.kind === 'instance' ? denotedValue(act, type, null) : given
  }
  const owner = target.kind === 'class' || target.kind === 'instance' ? target : null
  if (owner === null)
    return target.kind === 'library'
      ? denotedValue(act, { ...target, name: canonicalName(act, given === null ? target.name : `${target.name}()`) }, null)
      : NOTHING
  return instanceFrom(act, owner.module, owner.class, path, depth)
}

function callDependency(act: Activation, hint: FunctionHint, path: string, depth: number): Value | null {
  const named = new Map<string, Value>()
  for (const parameter of hint.function.parameters)
    if (parameter.slot !== hint.function.selfSlot) named.set(parameter.name, typedParameter(act, hint, parameter, path, depth + 1))
  const value = callFunction(act, hint, { ...NO_ARGUMENTS, named }, hint.function)
  if (value === null || !hint.function.isGenerator) return value
  const object = act.object(value.objects[0] ?? -1)
  // What is yielded first is handed to the handler; the rest is tidying up.
  return object?.entries.get('0') ?? object?.rest ?? NOTHING
}

/** A class as dependency: its constructor gets what a handler of these parameters would get. */
function instanceFrom(act: Activation, module: Module, owner: IrClass, path: string, depth: number): Value {
  const instance: Value = {
    ...makeObject(act, owner, 'dependency', { shape: 'instance', entries: new Map(), rest: null, length: -1, isExact: false, base: null }),
    number: 0,
    hint: { kind: 'instance', module, class: owner, environment: act.engine.environments.get(module) ?? null },
  }
  const initializer = owner.members.find((member) => member.name === '__init__' && member.function >= 0)
  if (initializer === undefined) return instance
  callDependency(
    act,
    {
      kind: 'function',
      module,
      function: functionAt(module, initializer.function),
      environment: act.engine.environments.get(module) ?? null,
      receiver: instance,
      bound: [],
    },
    path,
    depth + 1,
  )
  return instance
}

interface Place {
  readonly module: Module
  readonly function: Activation['frame']['function']
  readonly where: SourceIn
  readonly name: string
  readonly depth: number
}

/** Whether validated values of that type are no free text. */
export const isPlainType = (type: TypeReference | null): boolean => {
  if (type === null) return false
  const short = type.name.split('.').at(-1) ?? type.name
  if (short === 'Optional' || short === '|' || short === 'Union')
    return type.args.every((argument) => argument.name === 'None' || isPlainType(argument))
  return SAFE_TYPES.test(short) || LITERAL.test(short)
}

/** A validated value of that type: numbers and the like carry nothing, models carry what their fields allow. */
export function typedValue(act: Activation, scope: Scope, type: TypeReference | null, place: Place): Value {
  if (type === null) return tainted(act, place, '')
  const short = type.name.split('.').at(-1) ?? type.name
  if (SAFE_TYPES.test(short)) return SOME_NUMBER
  if (LITERAL.test(short)) return { ...NOTHING, type: 'string' }
  if (short === 'Optional' || short === 'Annotated' || short === '|' || short === 'Union') {
    const real = type.args.filter((argument) => argument.name !== 'None' && argument.name !== '' && argument.valueSlot < 0)
    const parts = real.map((argument) => typedValue(act, scope, argument, place))
    return (
      parts.find((part) => part.taints.length > 0 || part.objects.length > 0 || part.hint !== null) ?? parts[0] ?? tainted(act, place, '')
    )
  }
  if (TEXT_TYPES.test(short)) return tainted(act, place, 'string')
  if (/^(?:AnyUrl|AnyHttpUrl|HttpUrl)$/.test(short))
    return { ...tainted(act, place, 'string'), hint: { kind: 'library', name: 'pydantic.HttpUrl', origin: null, details: null } }
  if (short === 'list' || short === 'List' || short === 'set' || short === 'Sequence') {
    const element = typedValue(act, scope, type.args[0] ?? null, place)
    return makeObject(act, { start: place.function.start, end: place.function.start + 2 }, `list:${place.name}`, {
      shape: 'list',
      entries: new Map(),
      rest: element,
      length: -1,
      isExact: false,
      base: null,
    })
  }
  return namedTypeValue(act, scope, type, place)
}

function namedTypeValue(act: Activation, scope: Scope, type: TypeReference, place: Place): Value {
  const found = act.engine.denoter.instanceOfType(scope, type)
  const denoted: Denotation = found.kind === 'annotated' ? instanceOf(found.type) : found
  if (denoted.kind === 'library' && /^typing(?:_extensions)?\.Literal\b/.test(denoted.name)) return { ...NOTHING, type: 'string' }
  const short = denoted.kind === 'library' ? (denoted.name.replace(/\(\)$/, '').split('.').at(-1) ?? '') : ''
  if (SAFE_TYPES.test(short)) return SOME_NUMBER
  // `Email = Annotated[EmailStr, Field(max_length=254)]`
  if (TEXT_TYPES.test(short)) return tainted(act, place, 'string')
  if (denoted.kind === 'instance') {
    if (isEnum(act, denoted.module, denoted.class)) return { ...NOTHING, type: 'string' }
    if (place.depth < 4) return modelValue(act, denoted.module, denoted.class, place)
  }
  if (denoted.kind === 'library') {
    const name = canonicalName(act, denoted.name)
    if (/(?:Request|Response|WebSocket|BackgroundTasks|Session|UploadFile|Connection|Client|Redis)(?:\(\))?$/.test(name)) {
      const known = name
        .replace(/^fastapi\.(Request|WebSocket)\(\)$/, 'starlette.$1')
        .replace(/^(?:fastapi|starlette)\.(?:.*\.)?(UploadFile|WebSocket)\(\)$/, (_all, kind: string) =>
          kind === 'UploadFile' ? 'fastapi.UploadFile' : 'starlette.WebSocket',
        )
      return { ...NOTHING, hint: { kind: 'library', name: known, origin: null, details: null } }
    }
  }
  return tainted(act, { ...place, where: place.where === 'query' ? 'body' : place.where }, '')
}

function instanceOf(type: Denotation): Denotation {
  if (type.kind === 'class') return { kind: 'instance', module: type.module, class: type.class, origin: null }
  return type.kind === 'library' ? { ...type, name: `${type.name}()` } : type
}

function isEnum(act: Activation, module: Module, owner: IrClass): boolean {
  return act.engine.denoter
    .bases(module, owner)
    .some(
      (base) =>
        (base.kind === 'library' && /(?:^|\.)(?:Str|Int)?Enum$/.test(base.name)) ||
        (base.kind === 'class' && isEnum(act, base.module, base.class)),
    )
}

/** An instance of a body model; inherited fields too. */
function modelValue(act: Activation, module: Module, owner: IrClass, place: Place): Value {
  const entries = new Map<string, Value>()
  collectFields(act, module, owner, place, entries, 0)
  const body: Place = { ...place, where: place.where === 'query' ? 'body' : place.where }
  const made = makeObject(act, { start: owner.start, end: owner.end }, `model:${place.name}:${place.depth}`, {
    shape: 'instance',
    entries,
    rest:
      keepsExtraFields(act.engine.denoter, module, owner) || isTableModel(act.engine.denoter, module, owner)
        ? tainted(act, body, '')
        : null,
    length: -1,
    isExact: false,
    base: null,
  })
  const number = act.engine.numbers.member(act.engine.numbers.slot(act.frame.function, 0), `model:${owner.index}:${body.name}`)
  return { ...made, number, hint: { kind: 'instance', module, class: owner, environment: act.engine.environments.get(module) ?? null } }
}

function collectFields(act: Activation, module: Module, owner: IrClass, place: Place, entries: Map<string, Value>, depth: number): void {
  if (depth > 6) return
  for (const base of act.engine.denoter.bases(module, owner))
    if (base.kind === 'class') collectFields(act, base.module, base.class, place, entries, depth + 1)
  const scope: Scope = { module, function: functionAt(module, owner.body) }
  for (const member of owner.members) {
    if (member.kind !== 'field' || member.type === null) continue
    const name = place.depth === 0 ? member.name : `${place.name}.${member.name}`
    const value = typedValue(act, scope, member.type, {
      ...place,
      where: place.where === 'query' ? 'body' : place.where,
      name,
      depth: place.depth + 1,
    })
    entries.set(member.name, checkedField(act, module, owner, member, patternedField(act, scope, member.slot, value)))
  }
}

/** `Field(pattern=r'^[a-z]+$')` narrows. */
function patternedField(act: Activation, scope: Scope, slot: number, value: Value): Value {
  if (slot < 0 || value.taints.length === 0) return value
  const denoted = act.engine.denoter.denote(scope, slot)
  if (denoted.kind !== 'library' || denoted.origin === null) return value
  const pattern =
    act.engine.denoter.argument(denoted.origin, denoted.origin.call, -1, 'pattern') ??
    act.engine.denoter.argument(denoted.origin, denoted.origin.call, -1, 'regex')
  if (pattern?.kind !== 'constant' || typeof pattern.value !== 'string') return value
  const body = anchoredBody(pattern.value, 'anywhere')
  return body === null ? value : { ...value, taints: clearTaints(value.taints, kindsSafeBySequence(body)) }
}

function tainted(act: Activation, place: Place, type: Value['type']): Value {
  const model: SourceModel = {
    names: ['<parameter>'],
    gives: 'request',
    in: place.where,
    what: WHAT[place.where],
    isContainer: type === '',
    ...(type === 'string' || place.where === 'path' || place.where === 'query' || place.where === 'header'
      ? { never: ['mass-assignment', 'nosql-injection'] as const }
      : {}),
  }
  const at = new Activation(act.engine, act.engine.frame(place.module, place.function), functionInfo(place.function), null)
  return { ...NOTHING, type, taints: sourceTaints(at, model, place.name, { start: place.function.start, end: place.function.start + 1 }) }
}

const WHAT: Readonly<Record<SourceIn, string>> = {
  query: 'read from the query string',
  path: 'taken from the path of the URL',
  body: 'read from the request body',
  header: 'read from a request header',
  cookie: 'read from a cookie',
  form: 'read from the submitted form',
  file: 'taken from an uploaded file',
  argument: 'passed to an exported function',
  other: 'passed by the caller',
}
