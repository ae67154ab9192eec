import type { BodyField, RouteParameter } from '@assay/flow'
import type { Schema } from '../../model/facts/service.ts'

/** A field as the source names it, or a schema in it declares it. */
export type SourceField = Pick<RouteParameter, 'name' | 'type' | 'value'> & Pick<BodyField, 'inside' | 'items'>

/** What is known of a field: an object by its own fields. */
export function schemaOfField(field: SourceField): Schema {
  if (field.items !== undefined) return { type: 'array', items: schemaOfField(field.items) }
  if (field.inside === undefined) return schemaOfParameter(field)
  return {
    type: 'object',
    properties: Object.fromEntries(field.inside.map((inner) => [inner.name, schemaOfField(inner)])),
    required: field.inside.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  }
}

/** Puts a field at its path: `data.attributes.title`, `lines[].quantity`. */
export function placeInside(properties: Record<string, Schema>, [segment = '', ...rest]: readonly string[], schema: Schema): void {
  const name = segment.replace(/\[\]$/, '')
  const isList = name !== segment
  const known = properties[name]
  if (rest.length === 0) {
    properties[name] ??= isList ? { type: 'array', items: schema } : schema
    return
  }
  const inner: Record<string, Schema> = { ...(isList ? known?.items : known)?.properties }
  placeInside(inner, rest, schema)
  const object: Schema = { type: 'object', properties: inner }
  properties[name] = isList ? { type: 'array', items: object } : object
}

/** What is known of a parameter: its type, and what the source tests of its value. */
export function schemaOfParameter({ name, type, value }: Pick<RouteParameter, 'name' | 'type' | 'value'>): Schema {
  const { choices, usual, ...bounds } = value ?? {}
  return {
    ...schemaOfType(type),
    ...(choices === undefined ? {} : { enum: choices }),
    ...(usual === undefined || WORDS.test(name) ? {} : { example: usual }),
    ...bounds,
  }
}

/** What one description says, with what only another knows of the same fields; what contradicts it is left away. */
export function completed(first: Schema, second: Schema): Schema {
  if (first.type !== undefined && second.type !== undefined && first.type !== second.type) return first
  const names = Object.entries(first.properties ?? {})
  const properties = names.map(([name, schema]) => [name, completed(schema, second.properties?.[name] ?? {})] as const)
  const items = first.items !== undefined && second.items !== undefined ? { items: completed(first.items, second.items) } : {}
  const { required: _required, properties: _properties, ...rest } = second
  return {
    ...(first.enum === undefined && first.example === undefined ? rest : {}),
    ...first,
    ...(first.properties === undefined ? {} : { properties: Object.fromEntries(properties) }),
    ...items,
  }
}

/** Fields in which words of our own are found again. */
const WORDS = /title|name|note|description|comment|content|text|body|message|subject/i

function schemaOfType(type: string | null): Schema {
  const text = (type ?? '').toLowerCase()
  if (/^(?:list|array|sequence|set)|\[\]$/.test(text)) return { type: 'array', items: schemaOfType(/\[(.+)\]/.exec(text)?.[1] ?? null) }
  if (/email/.test(text)) return { type: 'string', format: 'email' }
  if (/uuid/.test(text)) return { type: 'string', format: 'uuid' }
  if (/url|uri/.test(text)) return { type: 'string', format: 'uri' }
  if (/datetime/.test(text)) return { type: 'string', format: 'date-time' }
  if (/^date/.test(text)) return { type: 'string', format: 'date' }
  if (/^(?:int|integer|positiveint)/.test(text)) return { type: 'integer' }
  if (/^(?:float|number|decimal|double)/.test(text)) return { type: 'number' }
  if (/^bool/.test(text)) return { type: 'boolean' }
  if (/^(?:str|string|path|slug)/.test(text)) return { type: 'string' }
  if (/^(?:dict|object|record)/.test(text)) return { type: 'object' }
  return {}
}
