import type { Denotation } from '../../engine/denotation.ts'
import type { Scope } from '../../engine/program.ts'
import type { Instruction, IrFunction, Slot } from '../../ir/ir.ts'
import { childOf, elementOf, type InputNode } from './input-node.ts'

/** A function as it is called from one place, with what its parameters hold there. */
export interface Activation extends Scope {
  readonly given: ReadonlyMap<Slot, readonly InputValue[]>
  /** The activation of the function around it, for the variables that it takes from there. */
  readonly outer: Activation | null
  /** The call that it answers; null for the handler and for callbacks that nobody is seen to call. */
  readonly caller: {
    readonly activation: Activation
    readonly result: Slot
    /** It is asked which elements of a list are kept. */
    readonly isChoice?: true
  } | null
  readonly depth: number
}

/** What a slot may hold, as far as it matters for what a request brings. */
export type InputValue =
  | { readonly is: 'request' }
  /** The object of Koa and Hono that has the request as a member. */
  | { readonly is: 'context' }
  | { readonly is: 'address' }
  /** The body as text. */
  | { readonly is: 'text' }
  | { readonly is: 'input'; readonly node: InputNode }
  | { readonly is: 'length'; readonly node: InputNode }
  | { readonly is: 'typeof'; readonly node: InputNode }
  /** The name of any of its members. */
  | { readonly is: 'name'; readonly node: InputNode }
  /** Pairs of a key and a value. */
  | { readonly is: 'pairs' | 'pair'; readonly keys: readonly InputValue[]; readonly values: readonly InputValue[] }
  /** Something that gives these one by one. */
  | { readonly is: 'items'; readonly items: readonly InputValue[] }
  /** Arguments by their names, as a function that takes any holds them. */
  | { readonly is: 'record'; readonly entries: ReadonlyMap<string, readonly InputValue[]> }
  | { readonly is: 'made'; readonly activation: Activation; readonly instruction: Extract<Instruction, { op: 'dict' | 'list' }> }
  | { readonly is: 'constant'; readonly denoted: Denotation }
  | { readonly is: 'function'; readonly activation: Activation | null; readonly module: Scope['module']; readonly function: IrFunction }

export const NONE: readonly InputValue[] = []

/** The roots under which a route's inputs are found. */
export interface InputRoots {
  readonly body: InputNode
  readonly form: InputNode
  readonly query: InputNode
  readonly header: InputNode
  readonly cookie: InputNode
  /** Files of a form. */
  readonly files: InputNode
}

const BODY = /^(?:body|json|data|payload|input|get_json|media|get_media|validated_data|parsedInput|readBody|readValidatedBody)$/
const FORM = /^(?:form|forms|POST|formData|parseBody|post|readFormData)$/
const FILES = /^(?:files|FILES)$/
const TEXT = /^(?:text|rawBody|arrayBuffer|rfile|read|get_data|readRawBody|body_bytes|blob)$/
const QUERY =
  /^(?:GET|args|query|query_params|querystring|searchParams|queryStringParameters|multiValueQueryStringParameters|queries|getQuery|getValidatedQuery)$/
const HEADERS = /^(?:headers|header|META|getHeaders|getRequestHeaders)$/
const COOKIES = /^(?:cookies|COOKIES|signedCookies|cookie|parseCookies)$/
const ADDRESS = /^(?:url|nextUrl|URL|rel_url)$/
const THROUGH = /^(?:req|request|raw|ctx|context|requestContext|clone)$/

/** What a member of a request is. */
export function memberOfRequest(roots: InputRoots, key: string): readonly InputValue[] {
  if (BODY.test(key)) return [{ is: 'input', node: roots.body }]
  if (FORM.test(key)) return [{ is: 'input', node: roots.form }]
  if (FILES.test(key)) return [{ is: 'input', node: roots.files }]
  if (TEXT.test(key)) return [{ is: 'text' }]
  if (QUERY.test(key)) return [{ is: 'input', node: roots.query }]
  if (HEADERS.test(key)) return [{ is: 'input', node: roots.header }]
  if (COOKIES.test(key)) return [{ is: 'input', node: roots.cookie }]
  if (ADDRESS.test(key)) return [{ is: 'address' }]
  // `request.values` of Flask.
  if (key === 'values')
    return [
      { is: 'input', node: roots.query },
      { is: 'input', node: roots.form },
    ]
  return THROUGH.test(key) ? [{ is: 'request' }] : NONE
}

export function memberOfContext(roots: InputRoots, key: string): readonly InputValue[] {
  if (key === 'req' || key === 'request') return [{ is: 'request' }]
  if (QUERY.test(key) || HEADERS.test(key) || COOKIES.test(key)) return memberOfRequest(roots, key)
  return NONE
}

/** Members of texts and lists, which no field is called like. */
const OF_VALUES = /^(?:length|constructor|prototype)$/
/** Members of files: the other values of a form are texts. */
const OF_FILES = /^(?:name|type|size|filename|originalname|file|content_type|mimetype|stream|buffer|arrayBuffer)$/

/** A member of a value by its name: `input.title`, `body["title"]`. */
export function memberOf(roots: InputRoots, value: InputValue, key: string, isPythonAttribute: boolean): readonly InputValue[] {
  switch (value.is) {
    case 'request':
      return memberOfRequest(roots, key)
    case 'context':
      return memberOfContext(roots, key)
    case 'address':
      return /^(?:searchParams|query|args)$/.test(key) ? [{ is: 'input', node: roots.query }] : NONE
    case 'input': {
      const { node } = value
      if (OF_VALUES.test(key)) return [{ is: 'length', node }]
      if (node.place === 'form' && OF_FILES.test(key) && node !== roots.form) {
        node.isFile = true
        return NONE
      }
      // `request.query.name` of Bottle.
      if (isPythonAttribute && node !== roots.query && node !== roots.form && node !== roots.cookie) return NONE
      const child = childOf(node, key)
      return child === null ? NONE : [{ is: 'input', node: child }]
    }
    case 'record':
      return value.entries.get(key) ?? NONE
    case 'constant': {
      const entry = value.denoted.kind === 'dict' ? value.denoted.entries.get(key) : undefined
      return entry === undefined ? NONE : [{ is: 'constant', denoted: entry }]
    }
    default:
      return NONE
  }
}

/** What a loop over a value gives; for `keys` the names of its members. */
export function elementsOf(
  value: InputValue,
  mode: 'values' | 'keys',
  evaluate: (activation: Activation, slot: Slot) => readonly InputValue[],
  within: readonly object[] = [],
): readonly InputValue[] {
  switch (value.is) {
    case 'input':
      if (mode === 'keys') return [{ is: 'name', node: value.node }]
      // Parameters that come several times are read like those that come once.
      if (value.node.place !== 'body') return value.node.children.size > 0 ? NONE : [value]
      return value.node.children.size > 0 ? NONE : [{ is: 'input', node: elementOf(value.node) }]
    case 'pairs':
      return [{ is: 'pair', keys: value.keys, values: value.values }]
    case 'items':
      return value.items
    case 'record':
      return keysOf(value)
    case 'made':
      if (value.instruction.op === 'dict') return keysOf(value)
      // `rows = [*rows, row]` of a loop is spread into itself.
      if (within.includes(value.instruction)) return NONE
      return value.instruction.items.flatMap((item, index) => {
        const inner = evaluate(value.activation, item)
        return value.instruction.op === 'list' && value.instruction.spreads[index] === true
          ? inner.flatMap((each) => elementsOf(each, 'values', evaluate, [...within, value.instruction]))
          : inner
      })
    case 'constant':
      return value.denoted.kind === 'list' ? value.denoted.items.map((denoted) => ({ is: 'constant', denoted })) : keysOf(value)
    default:
      return NONE
  }
}

/** Names of the members of an object that the source writes out. */
export function keysOf(value: InputValue): readonly InputValue[] {
  if (value.is === 'record') return [...value.entries.keys()].map(textValue)
  const names =
    value.is === 'made' && value.instruction.op === 'dict'
      ? value.instruction.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.key] : []))
      : value.is === 'constant' && value.denoted.kind === 'dict'
        ? [...value.denoted.entries.keys()]
        : []
  return names.map(textValue)
}

export const textValue = (text: string): InputValue => ({ is: 'constant', denoted: { kind: 'constant', value: text } })

/** The texts that values are. */
export function textsOf(values: readonly InputValue[]): readonly string[] {
  return values.flatMap((value) =>
    value.is === 'constant' && value.denoted.kind === 'constant' && typeof value.denoted.value === 'string' ? [value.denoted.value] : [],
  )
}

export function numbersOf(values: readonly InputValue[]): readonly number[] {
  return values.flatMap((value) =>
    value.is === 'constant' && value.denoted.kind === 'constant' && typeof value.denoted.value === 'number' ? [value.denoted.value] : [],
  )
}

export const nodesOf = (values: readonly InputValue[]): readonly InputNode[] =>
  values.flatMap((value) => (value.is === 'input' ? [value.node] : []))
