import type { OperationParameter, Schema } from '../../model/facts/service.ts'
import { isPasswordName, namesUser } from './identities/credential-fields.ts'
import { singular } from './values.ts'

const MAX_DEPTH = 6
/** Recorded secrets and names are somebody's: values of our own go in their place. */
const PERSONAL = /token|secret|api_?key|authorization|csrf|otp|card|iban|ssn|session/i

/** A schema that a recorded value fits, with the value as its example unless it is somebody's. */
export function schemaOfExample(value: unknown, name = '', depth = 0): Schema {
  if (Array.isArray(value)) return { type: 'array', ...(value.length === 0 ? {} : { items: schemaOfExample(value[0], name, depth + 1) }) }
  if (typeof value === 'object' && value !== null) {
    if (depth >= MAX_DEPTH) return { type: 'object' }
    const entries = Object.entries(value).slice(0, 200)
    return {
      type: 'object',
      properties: Object.fromEntries(entries.map(([key, child]) => [key, schemaOfExample(child, key, depth + 1)])),
      required: entries.map(([key]) => key),
    }
  }
  const isOurs = !isPasswordName(name) && !namesUser(name) && !PERSONAL.test(name)
  const type =
    typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value === 'boolean' ? 'boolean' : 'string'
  if (value === null || value === undefined) return {}
  return { type, ...(isOurs && !/\{\{|^$/.test(String(value)) ? { example: value } : {}) }
}

/** Pairs of an urlencoded body. */
export function formPairsOf(text: string): readonly [string, string][] {
  return [...new URLSearchParams(text)].slice(0, 200)
}

/** What a segment of a path holds one of, as a part of a name. */
export function nounOf(segment = ''): string {
  return singular(segment).replaceAll(/\W/g, '_')
}

/** A path with its ids replaced by parameters, named after what they belong to. */
export function templateOf(path: string): string {
  const names = new Set<string>()
  return path
    .split('/')
    .map((segment, index, all) => {
      if (!isId(segment)) return segment
      const noun = nounOf(all[index - 1])
      let name = noun === '' || noun.startsWith('{') || isId(all[index - 1] ?? '') ? 'id' : `${noun}_id`
      while (names.has(name)) name = `${name}_`
      names.add(name)
      return `{${name}}`
    })
    .join('/')
}

function isId(segment: string): boolean {
  return (
    /^\d+$/.test(segment) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment) ||
    /^(?=.*\d)[0-9a-f]{16,}$/i.test(segment) ||
    /^(?=.*\d)(?=.*[A-Z])[0-9A-Z]{26}$/.test(segment)
  )
}

export function queryParameter(name: string, value: string): OperationParameter {
  return { name, in: 'query', isRequired: false, schema: schemaOfExample(value, name) }
}
