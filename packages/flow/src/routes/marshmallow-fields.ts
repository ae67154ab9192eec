import type { Scope } from '../engine/program.ts'
import type { BodyField, ValueFact } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { itemsOf } from './python-routers.ts'
import { callBehind, namedArgument, type Reader, type SeenCall, type SlotRef } from './reader.ts'
import { choicesIn } from './schema-values.ts'

/** A field of marshmallow's, of webargs' or of flask-marshmallow's: `fields.String(required=True)`, `ma.Int()`. */
const FIELD = /^(?:marshmallow\.fields|webargs\.fields|apiflask\.fields|flask_marshmallow\b.*|marshmallow\.fields\.Field)\.(\w+)(?:\(\))?$/
const VALIDATOR = /\bvalidate\.(\w+)(?:\(\))?$/
/** Functions of the tree that make a field which are followed. */
const MAX_MAKERS = 2
const MAX_INSIDE = 3

const TYPES = tableOf<{ readonly type: string; readonly value?: ValueFact }>({
  String: { type: 'string' },
  Str: { type: 'string' },
  Email: { type: 'email' },
  URL: { type: 'url' },
  Url: { type: 'url' },
  UUID: { type: 'uuid' },
  Integer: { type: 'integer' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Number: { type: 'number' },
  Decimal: { type: 'number' },
  Boolean: { type: 'boolean' },
  Bool: { type: 'boolean' },
  Date: { type: 'date' },
  DateTime: { type: 'datetime' },
  AwareDateTime: { type: 'datetime' },
  NaiveDateTime: { type: 'datetime' },
  Time: { type: 'string', value: { pattern: '^10:00:00$' } },
  List: { type: 'list' },
  Dict: { type: 'object' },
  Mapping: { type: 'object' },
  Nested: { type: 'object' },
  Raw: { type: 'unknown' },
  Field: { type: 'unknown' },
  Enum: { type: 'string' },
})

/** The fields of a schema that a field nests. */
export type FieldsOfNested = (scope: Scope, slot: Slot) => readonly BodyField[]

/** What a schema's member says of the field of the body, and `null` for a field that only answers have; undefined for what is no field. */
export function marshmallowField(
  reader: Reader,
  name: string,
  place: SlotRef,
  nested: FieldsOfNested,
  depth = 0,
): BodyField | null | undefined {
  const made = makersOf(reader, place.scope, place.slot)
  const [field] = made
  const kind = field === undefined ? undefined : TYPES[FIELD.exec(field.name)?.[1] ?? '']
  if (field === undefined || kind === undefined) return undefined
  const given = (key: string): SlotRef | null => argumentOf(made, key)
  if (isTrue(reader, given('dump_only'))) return null
  const key = given('data_key') ?? given('load_from')
  const external = key === null ? null : reader.denoter.denote(key.scope, key.slot)
  const value = { ...kind.value, ...validatedValue(reader, given('validate'), kind.type) }
  return {
    name: external?.kind === 'constant' && typeof external.value === 'string' ? external.value : name,
    type: kind.type,
    isRequired: isTrue(reader, given('required')),
    ...(Object.keys(value).length === 0 ? {} : { value }),
    ...(depth < MAX_INSIDE ? partsOf(reader, field, kind.type, nested, depth, isTrue(reader, given('many'))) : {}),
  }
}

/** The call that makes a field, and the calls of functions of the tree around it, the innermost first: `text(80, required=True)`. */
function makersOf(reader: Reader, scope: Scope, slot: Slot, depth = 0): readonly SeenCall[] {
  const call = callBehind(reader, scope, slot)
  if (call === null) return []
  if (call.callee.kind !== 'function') return [call]
  if (depth >= MAX_MAKERS) return []
  const { module, function: maker } = call.callee
  const [only, ...others] = maker.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : [],
  )
  if (only === undefined || others.length > 0) return []
  const inner = makersOf(reader, { module, function: maker }, only, depth + 1)
  return inner.length === 0 ? [] : [...inner, call]
}

function argumentOf(calls: readonly SeenCall[], name: string): SlotRef | null {
  for (const call of calls) {
    const slot = namedArgument(call.call.args, name)
    if (slot >= 0) return { scope: call, slot }
  }
  return null
}

function isTrue(reader: Reader, place: SlotRef | null): boolean {
  const value = place === null ? null : reader.denoter.denote(place.scope, place.slot)
  return value?.kind === 'constant' && value.value === true
}

/** The elements of a list, the fields of what is nested. */
function partsOf(
  reader: Reader,
  field: SeenCall,
  type: string,
  nested: FieldsOfNested,
  depth: number,
  isMany: boolean,
): Pick<BodyField, 'inside' | 'items'> {
  const first = field.call.args[0]
  const slot = first?.kind === 'positional' ? first.value : -1
  if (slot < 0) return {}
  if (type === 'list') {
    const element = marshmallowField(reader, '', { scope: field, slot }, nested, depth + 1)
    return element == null ? {} : { items: element }
  }
  const inside = /\.Nested(?:\(\))?$/.test(field.name) ? nested(field, slot) : []
  if (inside.length === 0) return {}
  return isMany ? { items: { name: '', type: 'object', isRequired: false, inside } } : { inside }
}

/** `validate=Range(min=1)`, `validate=[Length(max=80), OneOf(KINDS)]`. */
function validatedValue(reader: Reader, place: SlotRef | null, type: string): ValueFact {
  if (place === null) return {}
  const listed = itemsOf(place.scope, place.slot)
  const validators = listed.length > 0 ? listed : [place]
  return Object.assign({}, ...validators.map(({ scope, slot }) => validated(reader, callBehind(reader, scope, slot), type))) as ValueFact
}

function validated(reader: Reader, call: SeenCall | null, type: string): ValueFact {
  const kind = VALIDATOR.exec(call?.name ?? '')?.[1]
  if (call === null || kind === undefined) return {}
  const at = (index: number, name: string) => reader.denoter.argument(call, call.call, index, name)
  const number = (index: number, name: string): number | undefined => {
    const value = at(index, name)
    return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined
  }
  const listed = type === 'list' || type === 'object'
  switch (kind) {
    case 'OneOf':
    case 'ContainsOnly': {
      const choices = at(0, 'choices')
      return choices === null || listed ? {} : { choices: choicesIn([choices]) }
    }
    case 'Equal': {
      const value = at(0, 'comparable')
      return value === null ? {} : { choices: choicesIn([value]) }
    }
    case 'Range':
      return present({ minimum: number(0, 'min'), maximum: number(1, 'max') })
    case 'Length':
      return listed
        ? {}
        : present({ minLength: number(0, 'min') ?? number(-1, 'equal'), maxLength: number(1, 'max') ?? number(-1, 'equal') })
    case 'Regexp': {
      const pattern = at(0, 'regex')
      const text = pattern?.kind === 'constant' ? pattern.value : pattern?.kind === 'regex' ? pattern.pattern : null
      return typeof text === 'string' && !/\(\?P|\(\?[a-z]+\)/.test(text)
        ? { pattern: text.replace(/\\A/g, '^').replace(/\\[Zz]/g, '$') }
        : {}
    }
    default:
      return {}
  }
}

function present(fact: { readonly [Key in keyof ValueFact]: ValueFact[Key] | undefined }): ValueFact {
  return Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined)) as ValueFact
}
