import type { IrClass, Module } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { dictObject, elementOf, listObject, makeObject } from './containers.ts'
import type { Denotation } from './denotation.ts'
import { denotedValue } from './denoted-value.ts'
import { ALL_KINDS, maskOf } from './kinds.ts'
import { getMember } from './members.ts'
import { anchoredBody, kindsSafeBySequence } from './patterns-of-text.ts'
import { type Range, textOf } from './place.ts'
import { functionAt, type Scope } from './program.ts'
import type { through } from './validated-fields.ts'
import { clearTaints, NOTHING, SOME_NUMBER, type Value } from './value.ts'

type ClassAt = { readonly module: Module; readonly class: IrClass }

const SCHEMA =
  /^(?:marshmallow(?:\.schema)?\.Schema|(?:flask_marshmallow|apiflask|marshmallow_sqlalchemy)\b.*(?:Schema|SQLAlchemyAutoSchema|SQLAlchemySchema)|webargs\.\w+\.Schema)$/
const NUMBERS =
  /\.(?:Int|Integer|Float|Decimal|Number|Bool|Boolean|Date|DateTime|NaiveDateTime|AwareDateTime|Time|TimeDelta|UUID|Enum|IP|IPv4|IPv6|IPInterface|IPv4Interface|IPv6Interface)\(\)$/
const TEXT = /\.(?:Str|String|Email|Url|URL)\(\)$/
const FIELD = /(?:^|\.)(?:fields|Marshmallow\(\))\.[A-Z]\w*\(\)$/
const TEXT_ONLY = maskOf('nosql-injection', 'mass-assignment')
const LINE_BREAKS = maskOf('header-injection', 'log-injection')
const DEEPEST = 6

/** `ItemSchema().load(body)`: the fields that the schema names, as their types and validators let them through; null for other calls. */
export function loadedBySchema(act: Activation, use: CallUse): Value | null {
  const { receiver, args, method } = use
  if (receiver?.hint?.kind !== 'instance' || (method !== 'load' && method !== 'loads')) return null
  const owner: ClassAt = { module: receiver.hint.module, class: receiver.hint.class }
  const given = args.positional[0] ?? args.named.get('data') ?? args.named.get('json_data')
  if (given === undefined || !isSchema(act, owner, 0)) return null
  const isMany = args.named.get('many') ?? getMember(act, receiver, 'many', use.instruction)
  return loaded(act, owner, given, use.instruction, isMany.constant === true, 0)
}

/** Whether a class is a schema of marshmallow or of what is built on it. */
function isSchema(act: Activation, { module, class: owner }: ClassAt, depth: number): boolean {
  return (
    depth < DEEPEST &&
    act.engine.denoter
      .bases(module, owner)
      .some((base) => (base.kind === 'library' ? SCHEMA.test(base.name) : base.kind === 'class' && isSchema(act, base, depth + 1)))
  )
}

function loaded(act: Activation, owner: ClassAt, given: Value, at: Range, isMany: boolean, depth: number): Value {
  if (isMany) {
    const item = loaded(act, owner, elementOf(act, given, at), at, false, depth + 1)
    return makeObject(act, at, `loaded list ${owner.class.name}${depth}`, listObject([], 'list', item))
  }
  const entries = new Map<string, Value>()
  const fields = fieldsOf(act, owner, 0)
  for (const { name, scope, field } of fields) {
    const key = textArgument(act, field, 'data_key') ?? name
    const value = narrowed(act, field, scope, getMember(act, given, key, at), at, depth)
    entries.set(textArgument(act, field, 'attribute') ?? name, checkedByClass(act, owner, name, value, 0))
  }
  const isOpen = entries.size === 0 || keepsUnknown(act, owner, 0)
  const rest = isOpen ? elementOf(act, given, at) : null
  const made = makeObject(act, at, `loaded ${owner.class.name}${depth}`, dictObject(entries, rest))
  const data = isOpen ? { ...made, taints: given.taints } : made
  return madeAfter(act, owner, data, at)
}

interface SchemaField {
  readonly name: string
  readonly scope: Scope
  readonly field: Denotation
}

/** The fields of a schema, those of its bases first. */
function fieldsOf(act: Activation, owner: ClassAt, depth: number): readonly SchemaField[] {
  if (depth > DEEPEST) return []
  const inherited = act.engine.denoter
    .bases(owner.module, owner.class)
    .flatMap((base) => (base.kind === 'class' ? fieldsOf(act, base, depth + 1) : []))
  const scope = { module: owner.module, function: functionAt(owner.module, owner.class.body) }
  const own = owner.class.members.flatMap(({ kind, name, slot }): SchemaField[] => {
    const field = kind === 'field' && slot >= 0 ? act.engine.denoter.denote(scope, slot) : null
    return field !== null && isField(act, field, 0) ? [{ name, scope, field }] : []
  })
  return [...inherited.filter(({ name }) => !own.some((one) => one.name === name)), ...own]
}

/** `fields.String()`, or a class of the tree that is made of such a field. */
function isField(act: Activation, field: Denotation, depth: number): boolean {
  if (field.kind === 'library') return depth === 0 ? FIELD.test(field.name) : FIELD.test(`${field.name}()`)
  if ((field.kind !== 'instance' && field.kind !== 'class') || depth > DEEPEST) return false
  return act.engine.denoter.bases(field.module, field.class).some((base) => isField(act, base, depth + 1))
}

/** A value as its field lets it through. */
function narrowed(act: Activation, field: Denotation, scope: Scope, value: Value, at: Range, depth: number): Value {
  if (field.kind !== 'library' || field.origin === null || depth > DEEPEST) return value
  const { origin, name } = field
  if (NUMBERS.test(name)) return SOME_NUMBER
  const inner = act.engine.denoter.argument(origin, origin.call, 0, 'nested')
  if (/\.(?:Nested|Pluck)\(\)$/.test(name)) {
    const schema = namedSchema(act, inner, origin)
    const many = act.engine.denoter.argument(origin, origin.call, -1, 'many')
    const isMany = (many?.kind === 'constant' && many.value === true) || (schema !== null && isListOf(act, schema))
    return schema === null ? value : loaded(act, schema, value, at, isMany, depth + 1)
  }
  if (/\.(?:List|Tuple)\(\)$/.test(name)) {
    const element = elementOf(act, value, at)
    const item = inner === null ? element : narrowed(act, inner, scope, element, at, depth + 1)
    return checkedByValidators(
      act,
      field,
      makeObject(act, at, `loaded items ${name}${depth}:${origin.call.start}`, listObject([], 'list', item)),
    )
  }
  const mask = TEXT.test(name) ? TEXT_ONLY | (/\.Email\(\)$/.test(name) ? LINE_BREAKS : 0) : 0
  const text: Value = mask === 0 ? value : { ...value, type: 'string', objects: [], taints: clearTaints(value.taints, mask) }
  return checkedByValidators(act, field, text)
}

/** `validate=OneOf([...])`, `validate=Regexp(...)`, `validate=check`, or a list of them. */
function checkedByValidators(act: Activation, field: Denotation & { kind: 'library' }, value: Value): Value {
  if (field.origin === null) return value
  const given = act.engine.denoter.argument(field.origin, field.origin.call, -1, 'validate')
  const validators = given === null ? [] : given.kind === 'list' ? given.items : [given]
  return validators.reduce((checked, validator) => checkedBy(act, validator, checked), value)
}

function checkedBy(act: Activation, validator: Denotation, value: Value): Value {
  if (validator.kind === 'function') {
    const { hint } = denotedValue(act, validator, null)
    // A validator answers nothing, or whether the value fits; what it finds out holds of the value.
    return hint?.kind === 'function' ? { ...value, taints: afterCheck(act, hint, value) } : value
  }
  if (validator.kind !== 'library' || validator.origin === null) return value
  if (/\.(?:OneOf|ContainsOnly|Equal)\(\)$/.test(validator.name)) return { ...value, taints: clearTaints(value.taints, ALL_KINDS) }
  if (!/\.Regexp\(\)$/.test(validator.name)) return value
  const pattern = act.engine.denoter.argument(validator.origin, validator.origin.call, 0, 'regex')
  const source = pattern?.kind === 'regex' ? pattern.pattern : pattern?.kind === 'constant' ? pattern.value : null
  const body = typeof source === 'string' ? anchoredBody(source, 'start') : null
  return body === null ? value : { ...value, taints: clearTaints(value.taints, kindsSafeBySequence(body)) }
}

const afterCheck = (act: Activation, hint: Parameters<typeof through>[1], value: Value): Value['taints'] => {
  const number = act.engine.numbers.fresh()
  const { start } = hint.function
  const positional = [{ ...value, number }]
  if (callFunction(act, hint, { ...NO_ARGUMENTS, positional, isOpen: true }, { start, end: start + 1 }) === null) return []
  const fact = act.state.facts.get(number)
  return fact === undefined ? value.taints : clearTaints(value.taints, fact.cleared, fact.weak)
}

/** `@validates('name')` methods of the schema. */
function checkedByClass(act: Activation, owner: ClassAt, field: string, value: Value, depth: number): Value {
  if (value.taints.length === 0 || depth > DEEPEST) return value
  let checked = value
  for (const hint of decorated(act, owner, /\.validates\(\)$/, field)) checked = { ...checked, taints: afterCheck(act, hint, checked) }
  return checked
}

/** `@post_load def make(self, data, **kwargs): return Item(**data)`. */
function madeAfter(act: Activation, owner: ClassAt, data: Value, at: Range): Value {
  let made = data
  for (const hint of decorated(act, owner, /\.post_load(?:\(\))?$/, null)) {
    const result = callFunction(act, hint, { ...NO_ARGUMENTS, positional: [made], isOpen: true }, at)
    if (result !== null && (result.objects.length > 0 || result.taints.length > 0 || result.hint !== null)) made = result
  }
  return made
}

function decorated(act: Activation, owner: ClassAt, wanted: RegExp, field: string | null) {
  const { module, class: schema } = owner
  const scope = { module, function: functionAt(module, schema.body) }
  const environment = act.engine.environments.get(module) ?? null
  return schema.members.flatMap((member) => {
    if (member.kind !== 'method' || member.function < 0) return []
    const method = functionAt(module, member.function)
    const isMeant = method.decorators.some((slot) => {
      const denoted = act.engine.denoter.denote(scope, slot)
      if (denoted.kind !== 'library' || !wanted.test(denoted.name)) return false
      if (field === null) return true
      const { origin } = denoted
      return origin?.call.args.some(({ value }) => {
        const name = act.engine.denoter.denote(origin, value)
        return name.kind === 'constant' && name.value === field
      })
    })
    const receiver: Value = { ...NOTHING, hint: { kind: 'instance', module, class: schema, environment } }
    return isMeant ? [{ kind: 'function' as const, module, function: method, environment, receiver, bound: [] }] : []
  })
}

/** `Nested(Item)`, `Nested(Item(many=True))`, `Nested(lambda: Item())`, `Nested('Item')`. */
function namedSchema(act: Activation, named: Denotation | null, scope: Scope): (Denotation & { kind: 'class' | 'instance' }) | null {
  if (named?.kind === 'class' || named?.kind === 'instance') return named
  if (named?.kind === 'function') {
    const made = returnedBy(act, named)
    return made.kind === 'class' || made.kind === 'instance' ? made : null
  }
  if (named?.kind !== 'constant' || typeof named.value !== 'string') return null
  const wanted = named.value.slice(named.value.lastIndexOf('.') + 1)
  const found = [scope.module, ...act.engine.program.modules].flatMap((module) =>
    module.language === 'python' ? module.classes.flatMap((one): ClassAt[] => (one.name === wanted ? [{ module, class: one }] : [])) : [],
  )[0]
  return found === undefined ? null : { kind: 'class', ...found }
}

function returnedBy(act: Activation, { module, function: made }: Denotation & { kind: 'function' }): Denotation {
  const answers = made.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  return answers[0] === undefined ? { kind: 'unknown' } : act.engine.denoter.denote({ module, function: made }, answers[0])
}

function isListOf(act: Activation, schema: Denotation): boolean {
  if (schema.kind !== 'instance' || schema.origin === null) return false
  const many = act.engine.denoter.argument(schema.origin, schema.origin.call, -1, 'many')
  return many?.kind === 'constant' && many.value === true
}

function textArgument(act: Activation, field: Denotation, name: string): string | null {
  if (field.kind !== 'library' || field.origin === null) return null
  const given = act.engine.denoter.argument(field.origin, field.origin.call, -1, name)
  return given?.kind === 'constant' && typeof given.value === 'string' ? given.value : null
}

const STATES = /\bunknown\s*=/
const KEEPS = /\bunknown\s*=\s*(?:(?:\w+\.)*INCLUDE\b|["']include["'])/

/** `class Meta: unknown = INCLUDE`, the setting of the bases included. */
function keepsUnknown(act: Activation, { module, class: owner }: ClassAt, depth: number): boolean {
  if (depth > DEEPEST) return false
  const text = textOf(module).slice(owner.start, owner.end)
  if (STATES.test(text)) return KEEPS.test(text)
  return act.engine.denoter.bases(module, owner).some((base) => base.kind === 'class' && keepsUnknown(act, base, depth + 1))
}
