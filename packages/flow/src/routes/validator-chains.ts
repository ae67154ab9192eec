import type { Denotation } from '../engine/denotation.ts'
import type { BodyFact, BodyField, ValueFact } from '../facts.ts'
import { tableOf } from '../table-of.ts'
import { callBehind, nameOf, type Reader, type SeenCall } from './reader.ts'

const CHAIN = /^express-validator\.(?:body|check|oneOf|checkSchema)\(\)/
const STARTS = /^express-validator\.(?:body|check)$/
const MAX_CHAIN = 24
const MOST_CHOICES = 40
/** Lists of chains inside of lists, and calls that are given chains. */
const MAX_INSIDE = 3

type Draft = { -readonly [Name in keyof ValueFact]: ValueFact[Name] }

interface Checked {
  readonly path: string
  readonly type: string
  readonly isRequired: boolean
  readonly value: ValueFact
}

/** Steps of a chain that tell the type of the field. */
const TYPES = tableOf({
  isString: 'string',
  isInt: 'integer',
  isFloat: 'number',
  isNumeric: 'number',
  isDecimal: 'number',
  isCurrency: 'number',
  isBoolean: 'boolean',
  isArray: 'array',
  isObject: 'object',
  isJSON: 'string',
})
const FORMATS = tableOf({
  isEmail: 'email',
  isURL: 'uri',
  isUUID: 'uuid',
  isISO8601: 'date-time',
  isDate: 'date',
  isIP: 'ipv4',
})

/** What chains of express-validator say of a body, whatever they are wrapped in: `body('email').isEmail()`, `validate([body('name'), ...])`. */
export function validatorBody(reader: Reader, denoted: Denotation, call: SeenCall | null): BodyFact | null {
  const found = chainsIn(reader, denoted, call, 0)
  return found === null ? null : { name: 'express-validator', fields: fieldsOf(found), extra: 'kept' }
}

function chainsIn(reader: Reader, denoted: Denotation, call: SeenCall | null, depth: number): readonly Checked[] | null {
  if (depth > MAX_INSIDE) return null
  if (denoted.kind === 'list') {
    const listed = joined(denoted.items.map((item) => chainsIn(reader, item, null, depth + 1)))
    if (listed !== null || call === null) return listed
  }
  if (CHAIN.test(nameOf(denoted))) {
    const last = denoted.kind === 'library' && denoted.origin !== null ? (reader.seenCall(denoted.origin.call) ?? call) : call
    return last === null ? [] : chain(reader, last)
  }
  // A function of the tree that takes chains and gives what runs them.
  return call === null
    ? null
    : joined(
        call.call.args.map(({ value }) => chainsIn(reader, reader.denoter.denote(call, value), callBehind(reader, call, value), depth + 1)),
      )
}

function joined(parts: readonly (readonly Checked[] | null)[]): readonly Checked[] | null {
  const known = parts.filter((part) => part !== null)
  return known.length === 0 ? null : known.flat()
}

function chain(reader: Reader, last: SeenCall): readonly Checked[] {
  const value: Draft = {}
  let type = ''
  let isOptional = false
  let at: SeenCall | null = last
  for (let step = 0; step < MAX_CHAIN && at !== null; step += 1) {
    const seen: SeenCall = at
    const args = seen.call.args.map((argument) => reader.denoter.denote(seen, argument.value))
    if (STARTS.test(seen.name)) return pathsOf(args[0]).map((path) => ({ path, type, isRequired: !isOptional, value }))
    const word = seen.method
    if (seen.name.endsWith('.checkSchema')) return ofSchema(args[0])
    type = TYPES[word] ?? type
    if (FORMATS[word] !== undefined) value.format ??= FORMATS[word]
    if (word === 'optional') isOptional = true
    if (word === 'default') value.isOptional = true
    learn(value, word, args, (choices) => choicesOf(reader, choices))
    at = seen.call.receiver < 0 ? null : callBehind(reader, seen, seen.call.receiver)
  }
  return []
}

function pathsOf(named: Denotation | undefined): readonly string[] {
  const items = named?.kind === 'list' ? named.items : named === undefined ? [] : [named]
  return items.flatMap((item) => (item.kind === 'constant' && typeof item.value === 'string' ? [item.value] : []))
}

function learn(
  value: Draft,
  word: string,
  args: readonly Denotation[],
  choicesIn: (listed: Denotation | undefined) => readonly (string | number)[],
): void {
  const [first] = args
  const bounds = first?.kind === 'dict' ? first.entries : null
  const bound = (name: string): number | undefined => {
    const given = bounds?.get(name)
    return given?.kind === 'constant' && typeof given.value === 'number' ? given.value : undefined
  }
  const [least, most] = [bound('min'), bound('max')]
  if (word === 'isLength' && least !== undefined) value.minLength ??= least
  if (word === 'isLength' && most !== undefined) value.maxLength ??= most
  if (/^is(?:Int|Float|Decimal)$/.test(word) && least !== undefined) value.minimum ??= least
  if (/^is(?:Int|Float|Decimal)$/.test(word) && most !== undefined) value.maximum ??= most
  if (word === 'matches' && first?.kind === 'regex') value.pattern ??= first.pattern
  const choices = word === 'isIn' || word === 'equals' ? choicesIn(first) : []
  if (choices.length > 0) value.choices ??= choices
}

/** A list that is written out, and the keys or values of an object that is. */
function choicesOf(reader: Reader, listed: Denotation | undefined): readonly (string | number)[] {
  if (listed === undefined) return []
  const items = listed.kind === 'list' ? listed.items : listed.kind === 'constant' ? [listed] : []
  if (listed.kind === 'library' && listed.origin !== null && /^Object\.(?:keys|values)\(\)$/.test(listed.name)) {
    const of = reader.denoter.argument(listed.origin, listed.origin.call, 0)
    if (of?.kind === 'dict') return listed.name === 'Object.keys()' ? [...of.entries.keys()] : constants([...of.entries.values()])
  }
  return constants(items)
}

const constants = (items: readonly Denotation[]): readonly (string | number)[] =>
  items
    .flatMap((item) => (item.kind === 'constant' && (typeof item.value === 'string' || typeof item.value === 'number') ? [item.value] : []))
    .slice(0, MOST_CHOICES)

/** `checkSchema({ email: { isEmail: true, isLength: { options: { min: 3 } } } })` */
function ofSchema(schema: Denotation | undefined): readonly Checked[] {
  if (schema?.kind !== 'dict') return []
  return [...schema.entries].flatMap(([path, rules]): Checked[] => {
    if (rules.kind !== 'dict') return []
    const places = pathsOf(rules.entries.get('in'))
    if (places.length > 0 && !places.includes('body')) return []
    const value: Draft = {}
    let type = ''
    for (const [word, rule] of rules.entries) {
      type = TYPES[word] ?? type
      if (FORMATS[word] !== undefined) value.format ??= FORMATS[word]
      const options = rule.kind === 'dict' ? rule.entries.get('options') : undefined
      // The values of `isIn` stand in a list of arguments.
      const [argument = options] = options?.kind === 'list' ? options.items : []
      if (argument !== undefined) learn(value, word, [argument], (listed) => (listed?.kind === 'list' ? constants(listed.items) : []))
    }
    return [{ path, type, isRequired: !rules.entries.has('optional'), value }]
  })
}

interface Node {
  checked: Checked | null
  readonly inside: Map<string, Node>
}

/** Fields by their paths: `address.city` stands in `address`, `lines.*.count` in each of `lines`. */
function fieldsOf(all: readonly Checked[]): readonly BodyField[] {
  const root: Node = { checked: null, inside: new Map() }
  for (const checked of all) {
    let at = root
    for (const name of checked.path.split(/[.[\]]+/).filter((part) => part !== '')) {
      const next = at.inside.get(name) ?? { checked: null, inside: new Map<string, Node>() }
      at.inside.set(name, next)
      at = next
    }
    if (at !== root) at.checked = at.checked === null ? checked : both(at.checked, checked)
  }
  return [...root.inside].map(([name, node]) => fieldOf(name, node))
}

/** Two chains of one field, in whichever order they stand. */
const both = (a: Checked, b: Checked): Checked => ({
  path: a.path,
  type: a.type || b.type,
  isRequired: a.isRequired && b.isRequired,
  value: { ...b.value, ...a.value },
})

function fieldOf(name: string, { checked, inside }: Node): BodyField {
  const element = inside.get('*')
  const type = checked?.type || (element !== undefined ? 'array' : inside.size > 0 ? 'object' : 'string')
  const members = [...inside].filter(([key]) => key !== '*').map(([key, node]) => fieldOf(key, node))
  return {
    name,
    type,
    isRequired: checked?.isRequired ?? true,
    ...(members.length === 0 ? {} : { inside: members }),
    ...(checked === null || Object.keys(checked.value).length === 0 ? {} : { value: checked.value }),
    ...(element === undefined ? {} : { items: fieldOf('', element) }),
  }
}
