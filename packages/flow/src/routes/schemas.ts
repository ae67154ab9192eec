import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { BodyFact } from '../facts.ts'
import type { IrClass, Module, Slot, TypeReference } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { valueOfField } from './field-values.ts'
import { innerFunctions } from './function-view.ts'
import { marshmallowField } from './marshmallow-fields.ts'
import { callBehind, isConstant, nameOf, type Reader, type SeenCall } from './reader.ts'
import type { Attachment } from './router-graph.ts'
import { fieldValueOf, jsonValueOf } from './schema-values.ts'
import { validatorBody } from './validator-chains.ts'

type Field = BodyFact['fields'][number]

const OBJECT_SCHEMA =
  /^(?:zod\.(?:z\.)?(?:object|strictObject|looseObject)|joi\.(?:Joi\.)?object|@hapi\/joi\.object|celebrate\.Joi\.object|yup\.object|valibot\.(?:object|strictObject|looseObject)|@sinclair\/typebox\.Type\.Object|superstruct\.(?:object|type)|marshmallow\.Schema\.from_dict)\(\)/
const MAX_FIELDS = 200
const MAX_CHAIN = 12

/** The body schema that a validating middleware carries: `validate(schema)`, `zValidator('json', schema)`, `celebrate({ body })`. */
export function bodySchemaOf(reader: Reader, _attachment: Attachment, denoted: Denotation, call: SeenCall | null): BodyFact | null {
  const validators = validatorBody(reader, denoted, call)
  if (validators !== null) return validators
  if (call === null) return null
  for (const argument of call.call.args) {
    const value = reader.denoter.denote(call, argument.value)
    if (value.kind === 'dict') {
      const body = value.entries.get('body') ?? value.entries.get('json')
      const fact = body === undefined ? null : schemaFact(reader, body)
      if (fact !== null) return fact
    }
    const fact = schemaFact(reader, value)
    if (fact !== null) return fact
  }
  return null
}

/** What a value that is a schema says of the object it accepts; null for every other value. */
export function schemaFact(reader: Reader, denoted: Denotation): BodyFact | null {
  if (denoted.kind === 'class' || denoted.kind === 'instance') return classSchema(reader, denoted.module, denoted.class)
  if (denoted.kind === 'dict') return jsonSchema(reader, denoted)
  if (denoted.kind !== 'library' || denoted.origin === null || !OBJECT_SCHEMA.test(nameOf(denoted))) return null
  return chainedSchema(reader, denoted)
}

/** Schemas inside of schemas that are followed. */
const MAX_INSIDE = 3

/** Fields of a field that is an object with a schema of its own. */
function insideOf(reader: Reader, denoted: Denotation, depth: number): Pick<Field, 'inside'> {
  if (depth >= MAX_INSIDE) return {}
  const fact =
    denoted.kind === 'dict'
      ? jsonSchema(reader, denoted, depth + 1)
      : denoted.kind === 'instance'
        ? classSchema(reader, denoted.module, denoted.class, 0, depth + 1)
        : denoted.kind === 'library' && denoted.origin !== null && OBJECT_SCHEMA.test(nameOf(denoted))
          ? chainedSchema(reader, denoted, depth + 1)
          : null
  return fact === null || fact.fields.length === 0 ? {} : { inside: fact.fields }
}

function chainedSchema(reader: Reader, denoted: Denotation & { kind: 'library' }, depth = 0): BodyFact {
  const name = nameOf(denoted)
  const fields: Field[] = []
  let at: SeenCall | null = denoted.origin === null ? null : (reader.seenCall(denoted.origin.call) ?? null)
  for (let step = 0; step < MAX_CHAIN && at !== null; step += 1) {
    for (const argument of at.call.args) {
      const shape = reader.denoter.denote(at, argument.value)
      if (shape.kind === 'dict')
        for (const [key, value] of shape.entries) if (fields.length < MAX_FIELDS) fields.push(chainedField(reader, key, value, depth))
    }
    at = at.call.receiver < 0 ? null : callBehind(reader, at, at.call.receiver)
  }
  return { name: name.slice(0, name.indexOf('(')), fields, extra: extraOfChain(name) }
}

function chainedField(reader: Reader, name: string, value: Denotation, depth: number): Field {
  const elementOf = (element: Denotation): Field | null => (depth >= MAX_INSIDE ? null : chainedField(reader, '', element, depth + 1))
  return {
    name,
    type: typeOfSchema(value),
    isRequired: isRequired(value),
    ...insideOf(reader, value, depth),
    ...fieldValueOf(reader, value, elementOf),
  }
}

function extraOfChain(name: string): BodyFact['extra'] {
  if (/\.strict\(\)|\.strictObject\(\)|\.noUnknown\(\)/.test(name)) return 'refused'
  if (/\.passthrough\(\)|\.loose\(\)|\.looseObject\(\)|\.catchall\(\)|\.unknown\(\)|superstruct\.type\(\)/.test(name)) return 'kept'
  if (name.startsWith('zod.') || name.startsWith('valibot.')) return 'dropped'
  if (/joi/i.test(name)) return 'refused'
  return name.startsWith('superstruct.') ? 'refused' : name.startsWith('yup.') ? 'kept' : 'unknown'
}

function typeOfSchema(denoted: Denotation): string {
  const parts = nameOf(denoted).replace(/\(\)/g, '').split('.')
  return (
    parts
      .find((part) =>
        /^(?:string|str|number|int|integer|boolean|bool|array|object|date|email|uuid|enum|literal|url|any|unknown|record|union|picklist|Nested|String|Int|Integer|Float|Boolean|List|Email)$/.test(
          part,
        ),
      )
      ?.toLowerCase() ?? 'unknown'
  )
}

function isRequired(denoted: Denotation): boolean {
  const name = nameOf(denoted)
  if (/joi/i.test(name)) return name.includes('.required()')
  return !/\.(?:optional|nullish|default|catch|notRequired)\(\)/.test(name)
}

/** JSON schema, as Fastify and ajv take it. */
function jsonSchema(reader: Reader, denoted: Denotation & { kind: 'dict' }, depth = 0): BodyFact | null {
  const properties = denoted.entries.get('properties')
  const isObject = isConstant(denoted.entries.get('type'), 'object')
  if (properties?.kind !== 'dict') return isObject ? { name: 'JSON schema', fields: [], extra: extraOfJson(denoted) } : null
  const required = denoted.entries.get('required')
  const names = new Set(required?.kind === 'list' ? required.items.map((item) => (item.kind === 'constant' ? String(item.value) : '')) : [])
  const fields: Field[] = []
  for (const [name, value] of properties.entries) if (fields.length < MAX_FIELDS) fields.push(jsonField(reader, name, value, names, depth))
  return { name: 'JSON schema', fields, extra: extraOfJson(denoted) }
}

function jsonField(reader: Reader, name: string, value: Denotation, required: ReadonlySet<string>, depth: number): Field {
  const entries = value.kind === 'dict' ? value.entries : new Map<string, Denotation>()
  const type = entries.get('type')
  const element = depth < MAX_INSIDE ? entries.get('items') : undefined
  return {
    name,
    type: type?.kind === 'constant' ? String(type.value) : 'unknown',
    isRequired: required.has(name),
    ...insideOf(reader, value, depth),
    ...jsonValueOf(value),
    ...(element?.kind === 'dict' ? { items: jsonField(reader, '', element, new Set(), depth + 1) } : {}),
  }
}

function extraOfJson(denoted: Denotation & { kind: 'dict' }): BodyFact['extra'] {
  return isConstant(denoted.entries.get('additionalProperties'), false) ? 'refused' : 'kept'
}

const SCHEMA_BASES: readonly (readonly [RegExp, BodyFact['extra']])[] = [
  [/^(?:pydantic(?:\.main)?\.BaseModel|sqlmodel\.SQLModel)$/, 'dropped'],
  [
    /^(?:marshmallow|flask_marshmallow|marshmallow\.schema|marshmallow_sqlalchemy|flask_smorest)\b.*(?:Schema|SQLAlchemyAutoSchema|SQLAlchemySchema)$/,
    'refused',
  ],
  [/^rest_framework\.serializers\.\w*Serializer$/, 'dropped'],
  [/^(?:flask_wtf|wtforms|flask_wtf\.form|django)\b.*(?:Form|ModelForm)$/, 'dropped'],
  [/^ninja\.(?:Schema|ModelSchema)$/, 'dropped'],
]

/** A Pydantic model, a marshmallow schema, a serializer, a form, or a class with class-validator decorators. */
export function classSchema(reader: Reader, module: Module, owner: IrClass, depth = 0, within = 0): BodyFact | null {
  const own: Field[] = []
  const body = { module, function: functionAt(module, owner.body) }
  const outside = { module, function: functionAt(module, Math.max(owner.parent, 0)) }
  let hasValidators = false
  for (const member of owner.members) {
    if (
      member.kind !== 'field' ||
      (member.isStatic && module.language === 'javascript') ||
      /^(?:model_config|Config|Meta|_)/.test(member.name)
    )
      continue
    const declared =
      module.language === 'python' && member.slot >= 0
        ? marshmallowField(reader, member.name, { scope: body, slot: member.slot }, (scope, slot) =>
            nestedFields(reader, scope, slot, within),
          )
        : undefined
    if (declared !== undefined) {
      if (declared !== null && own.length < MAX_FIELDS) own.push(declared)
      continue
    }
    const decorators = member.decorators.map((slot) => nameOf(reader.denoter.denote(body, slot)))
    if (decorators.some((name) => /^(?:class-validator|class-transformer|@nestjs\/swagger)\./.test(name))) hasValidators = true
    else if (member.decorators.some((slot) => makesValidator(reader, body, slot, 0))) hasValidators = true
    const isOptional = decorators.some((name) => /\.(?:IsOptional|ApiPropertyOptional)\(\)/.test(name)) || isOptionalType(member.type)
    const value = valueOfField(reader, body, member.type, member.slot === -1 ? null : { scope: body, slot: member.slot })
    if (own.length < MAX_FIELDS)
      own.push({
        name: member.name,
        type: typeText(member.type),
        ...(Object.keys(value).length > 0 ? { value } : {}),
        isRequired: !isOptional && (member.slot === -1 || isBareField(reader, body, member.slot)),
        ...(member.type === null ? {} : insideOf(reader, reader.denoter.instanceOfType(outside, member.type), within)),
      })
  }
  if (depth > 6) return hasValidators ? { name: owner.name, fields: own, extra: 'unknown' } : null
  for (const base of reader.denoter.bases(module, owner)) {
    if (base.kind === 'class') {
      const inherited = classSchema(reader, base.module, base.class, depth + 1, within)
      if (inherited !== null)
        return {
          name: owner.name,
          fields: [...inherited.fields.filter((field) => !own.some(({ name }) => name === field.name)), ...own],
          extra: configuredExtra(reader, module, owner) ?? inherited.extra,
        }
    }
    const known = SCHEMA_BASES.find(([pattern]) => pattern.test(nameOf(base)))
    if (known !== undefined) return { name: owner.name, fields: own, extra: configuredExtra(reader, module, owner) ?? known[1] }
    const mapped = /^@nestjs\/(?:mapped-types|swagger|graphql)\.(\w+)\(\)$/.exec(nameOf(base))?.[1]
    if (mapped !== undefined) {
      const inherited = mappedFields(reader, base, mapped, depth).filter((field) => !own.some(({ name }) => name === field.name))
      return { name: owner.name, fields: [...inherited, ...own], extra: 'unknown' }
    }
  }
  return hasValidators ? { name: owner.name, fields: own, extra: 'unknown' } : null
}

/** The fields of a schema that another nests: the class, an instance, or its name. */
function nestedFields(reader: Reader, scope: Scope, slot: Slot, within: number): readonly Field[] {
  const denoted = reader.denoter.denote(scope, slot)
  const owner =
    denoted.kind === 'class' || denoted.kind === 'instance'
      ? denoted.class
      : denoted.kind === 'constant'
        ? scope.module.classes.find(({ name }) => name === denoted.value)
        : undefined
  const module = denoted.kind === 'class' || denoted.kind === 'instance' ? denoted.module : scope.module
  return owner === undefined || within >= MAX_INSIDE ? [] : (classSchema(reader, module, owner, 0, within + 1)?.fields ?? [])
}

/** The fields of `PartialType(CreateOrder)`, `OmitType(CreateOrder, ['total'] as const)`, `IntersectionType(A, B)`. */
function mappedFields(reader: Reader, base: Denotation, mapping: string, depth: number): readonly Field[] {
  const origin = base.kind === 'library' ? base.origin : null
  if (origin === null) return []
  const given = origin.call.args.map((_, index) => reader.denoter.argument(origin, origin.call, index))
  const fields = given.flatMap((one) =>
    one?.kind === 'class' ? (classSchema(reader, one.module, one.class, depth + 1)?.fields ?? []) : [],
  )
  const names = given[1]?.kind === 'list' ? given[1].items.map((item) => (item.kind === 'constant' ? String(item.value) : '')) : []
  if (mapping === 'PickType') return fields.filter(({ name }) => names.includes(name))
  if (mapping === 'OmitType') return fields.filter(({ name }) => !names.includes(name))
  return mapping === 'PartialType' ? fields.map((field) => ({ ...field, isRequired: false })) : fields
}

/** `@Text(80)`, a function of the tree that applies decorators of class-validator. */
function makesValidator(reader: Reader, scope: Scope, slot: Slot, depth: number): boolean {
  const call = callBehind(reader, scope, slot)
  if (call === null || call.callee.kind !== 'function' || depth > 2) return false
  const { function: maker, module } = call.callee
  return [maker, ...innerFunctions({ module, function: maker })].some((fn) =>
    reader
      .callsIn(fn)
      .some(
        (inner) => inner.name.startsWith('class-validator.') || makesValidator(reader, { module, function: fn }, inner.call.dst, depth + 1),
      ),
  )
}

/** `Field(min_length=8)` and `Field(...)` give no default. */
function isBareField(reader: Reader, body: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(body, slot)
  if (
    denoted.kind !== 'library' ||
    denoted.origin === null ||
    !/^pydantic(?:\.\w+)?\.Field\(\)$|^sqlmodel\.Field\(\)$/.test(nameOf(denoted))
  )
    return false
  const given = reader.denoter.argument(denoted.origin, denoted.origin.call, 0, 'default')
  const factory = reader.denoter.argument(denoted.origin, denoted.origin.call, -1, 'default_factory')
  return (
    factory === null &&
    (given === null ||
      nameOf(given) === 'Ellipsis' ||
      (given.kind === 'unknown' &&
        /Field\(\s*\.\.\./.test(reader.textOf(body.module.file).slice(denoted.origin.call.start, denoted.origin.call.end))))
  )
}

const EXTRA_WORDS = tableOf<BodyFact['extra']>({
  forbid: 'refused',
  ignore: 'dropped',
  allow: 'kept',
  EXCLUDE: 'dropped',
  INCLUDE: 'kept',
  RAISE: 'refused',
})

/** `model_config = ConfigDict(extra='forbid')`, `class Config: extra = 'forbid'`, `class Meta: unknown = EXCLUDE`. */
function configuredExtra(reader: Reader, module: Module, owner: IrClass): BodyFact['extra'] | null {
  const body = { module, function: functionAt(module, owner.body) }
  const config = owner.members.find((member) => member.name === 'model_config')
  if (config !== undefined) {
    const denoted = reader.denoter.denote(body, config.slot)
    const value = denoted.kind === 'dict' ? denoted.entries.get('extra') : extraArgument(reader, denoted)
    if (value?.kind === 'constant') return EXTRA_WORDS[String(value.value)] ?? null
  }
  for (const inner of module.classes) {
    if (inner.parent !== owner.body || (inner.name !== 'Config' && inner.name !== 'Meta' && !/\.(?:Config|Meta)$/.test(inner.name)))
      continue
    const field = inner.members.find((member) => member.name === 'extra' || member.name === 'unknown')
    if (field === undefined) continue
    const value = reader.denoter.denote({ module, function: functionAt(module, inner.body) }, field.slot)
    const word = value.kind === 'constant' ? String(value.value) : (nameOf(value).split('.').at(-1) ?? '')
    return EXTRA_WORDS[word] ?? null
  }
  return null
}

function extraArgument(reader: Reader, denoted: Denotation): Denotation | undefined {
  if (denoted.kind !== 'library' || denoted.origin === null) return undefined
  return reader.denoter.argument(denoted.origin, denoted.origin.call, -1, 'extra') ?? undefined
}

export function typeText(type: TypeReference | null): string {
  if (type === null) return 'unknown'
  if (type.name === '|') return type.args.map(typeText).join(' | ')
  return type.args.length === 0 ? type.name : `${type.name}[${type.args.map(typeText).join(', ')}]`
}

export function isOptionalType(type: TypeReference | null): boolean {
  if (type === null) return false
  if (/(?:^|\.)Optional$/.test(type.name)) return true
  return type.name === '|' && type.args.some((arg) => ['None', 'null', 'undefined', 'literal:None', 'literal:undefined'].includes(arg.name))
}
