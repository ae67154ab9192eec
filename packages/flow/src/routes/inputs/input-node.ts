import type { RouteParameter, ValueFact } from '../../facts.ts'

export type InputPlace = 'query' | 'header' | 'cookie' | 'body' | 'form'

/** A value that a request brings, with what the source does to it: an object by its fields, a list by its elements. */
export interface InputNode {
  readonly place: InputPlace
  readonly children: Map<string, InputNode>
  element: InputNode | null
  /** Types that the source tests for or converts to; the first one counts. */
  readonly types: Set<ValueType>
  /** Constants that the value is looked up among. */
  choices: readonly (string | number)[]
  /** Constants that the value is compared with one by one. */
  readonly compared: Set<string>
  /** What stands in where it is left out. */
  usual: string | number | null
  format: string | null
  pattern: string | null
  minimum: number | null
  maximum: number | null
  minLength: number | null
  maxLength: number | null
  /** Requests without it are refused. */
  isRequired: boolean
  /** Something stands in where it is left out. */
  isOptional: boolean
  isFile: boolean
}

export type ValueType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'list'

const MAX_FIELDS = 60
const MAX_DEPTH = 4
const NAME = /^[\w.[\]-]{1,60}$/
const FIELD = /^[\w-]{1,60}$/

export function newInput(place: InputPlace): InputNode {
  return {
    place,
    children: new Map(),
    element: null,
    types: new Set(),
    choices: [],
    compared: new Set(),
    usual: null,
    format: null,
    pattern: null,
    minimum: null,
    maximum: null,
    minLength: null,
    maxLength: null,
    isRequired: false,
    isOptional: false,
    isFile: false,
  }
}

/** The field of that name, which is known from now on; null where no field is called like that. */
export function childOf(node: InputNode, name: string): InputNode | null {
  const key = node.place === 'header' ? name.toLowerCase() : name
  const isName = node.place === 'body' || node.place === 'form' ? FIELD.test(key) : NAME.test(key)
  if (!isName || /^(?:__proto__|constructor|prototype)$/.test(key)) return null
  const known = node.children.get(key)
  if (known !== undefined) return known
  if (node.children.size >= MAX_FIELDS) return null
  const made = newInput(node.place)
  node.children.set(key, made)
  return made
}

export function elementOf(node: InputNode): InputNode {
  node.element ??= newInput(node.place)
  return node.element
}

/** What a tree of inputs says of parameters and fields: `title`, `address.city`, `lines[].quantity`. */
export function parametersOf(root: InputNode): readonly RouteParameter[] {
  const found: RouteParameter[] = []
  for (const [name, child] of root.children) collect(child, name, found, 0)
  return found.slice(0, MAX_FIELDS).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function collect(node: InputNode, name: string, found: RouteParameter[], depth: number): void {
  if (depth < MAX_DEPTH && (node.place === 'body' || node.place === 'form')) {
    if (node.children.size > 0) {
      for (const [inner, child] of node.children) collect(inheriting(child, node), `${name}.${inner}`, found, depth + 1)
      return
    }
    const { element } = node
    if (element !== null && (element.children.size > 0 || typeOf(element) !== null || element.choices.length > 0)) {
      collect(inheriting(element, node), `${name}[]`, found, depth + 1)
      return
    }
  }
  const value = valueFact(node)
  found.push({
    name,
    in: node.isFile ? 'file' : node.place,
    type: typeOf(node),
    isRequired: node.isRequired,
    isValidated: false,
    ...(node.place === 'body' || node.place === 'form' ? {} : { isRead: true as const }),
    ...(Object.keys(value).length === 0 ? {} : { value }),
  })
}

/** What is inside of something that may be left out may be so as well. */
const inheriting = (node: InputNode, outer: InputNode): InputNode => (outer.isOptional ? { ...node, isOptional: true } : node)

function typeOf({ types, element }: InputNode): ValueType | null {
  if (element !== null && (types.size === 0 || types.has('list'))) return 'list'
  const [first] = types
  return first === 'number' && types.has('integer') ? 'integer' : (first ?? null)
}

function valueFact(node: InputNode): ValueFact {
  const compared = node.compared.size >= 2 ? [...node.compared] : []
  const choices = node.choices.length > 0 ? node.choices : compared
  return {
    ...(choices.length === 0 ? {} : { choices: choices.slice(0, 40) }),
    ...(node.isOptional ? { isOptional: true as const } : {}),
    ...(node.usual === null ? {} : { usual: node.usual }),
    ...(node.format === null ? {} : { format: node.format }),
    ...(node.pattern === null ? {} : { pattern: node.pattern }),
    ...(node.minimum === null ? {} : { minimum: node.minimum }),
    ...(node.maximum === null ? {} : { maximum: node.maximum }),
    ...(node.minLength === null ? {} : { minLength: node.minLength }),
    ...(node.maxLength === null ? {} : { maxLength: node.maxLength }),
  }
}
