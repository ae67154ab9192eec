import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** An argument of a field, or a field of an input. */
export interface GraphqlArgument {
  readonly name: string
  /** As it is written: `[ID!]!`. */
  readonly type: string
  readonly hasDefault: boolean
}

export interface GraphqlField {
  readonly name: string
  readonly type: string
  readonly arguments: readonly GraphqlArgument[]
}

/** What a schema tells, from introspection or from its text. */
export interface GraphqlSchema {
  readonly queries: readonly GraphqlField[]
  readonly mutations: readonly GraphqlField[]
  readonly objects: ReadonlyMap<string, readonly GraphqlField[]>
  readonly inputs: ReadonlyMap<string, readonly GraphqlArgument[]>
  readonly enums: ReadonlyMap<string, readonly string[]>
}

const TYPE_REF = 'kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name}}}}'
/** Asks for what {@link schemaFromIntrospection} reads. */
export const INTROSPECTION = `{__schema{queryType{name} mutationType{name} types{kind name fields{name args{name defaultValue type{${TYPE_REF}}} type{${TYPE_REF}}} inputFields{name defaultValue type{${TYPE_REF}}} enumValues{name}}}}`

type Node = Readonly<Record<string, unknown>>

/** The schema in the answer to {@link INTROSPECTION}; null when it holds none. */
export function schemaFromIntrospection(answer: unknown): GraphqlSchema | null {
  const schema = child(child(answer, 'data'), '__schema')
  if (schema === null) return null
  const objects = new Map<string, readonly GraphqlField[]>()
  const inputs = new Map<string, readonly GraphqlArgument[]>()
  const enums = new Map<string, readonly string[]>()
  for (const type of list(schema.types)) {
    const name = String(type.name)
    if (name.startsWith('__')) continue
    if (type.kind === 'OBJECT' || type.kind === 'INTERFACE') objects.set(name, list(type.fields).map(fieldOf))
    if (type.kind === 'INPUT_OBJECT') inputs.set(name, list(type.inputFields).map(argumentOf))
    if (type.kind === 'ENUM')
      enums.set(
        name,
        list(type.enumValues).map((value) => String(value.name)),
      )
  }
  const fieldsOfRoot = (root: string): readonly GraphqlField[] => objects.get(String(child(schema, root)?.name)) ?? []
  return { queries: fieldsOfRoot('queryType'), mutations: fieldsOfRoot('mutationType'), objects, inputs, enums }
}

/** The schema that definitions in the schema language give; null when they hold no type of queries. */
export function schemaFromText(source: string): GraphqlSchema | null {
  const text = source
    .replace(/"""[\s\S]*?"""/g, '')
    .replace(/^\s*"[^"\n]*"\s*$/gm, '')
    .replace(/#[^\n]*/g, '')
  const objects = new Map<string, readonly GraphqlField[]>()
  const inputs = new Map<string, readonly GraphqlArgument[]>()
  const enums = new Map<string, readonly string[]>()
  for (const [, kind, name = '', body = ''] of text.matchAll(/\b(type|input|enum|interface)\s+(\w+)[^{}\n]{0,200}\{([^{}]{0,20000})\}/g)) {
    if (kind === 'enum') enums.set(name, body.match(/\w+/g) ?? [])
    else if (kind === 'input') inputs.set(name, argumentsIn(body))
    else objects.set(name, [...(objects.get(name) ?? []), ...fieldsIn(body)])
  }
  const queries = objects.get('Query')
  return queries === undefined ? null : { queries, mutations: objects.get('Mutation') ?? [], objects, inputs, enums }
}

const MAX_FILES = 3000
const MAX_BYTES = 300_000
const SKIPPED = /^(?:node_modules|\..*|dist|build|vendor|venv|target|coverage|__pycache__)$/

/** The schema that the files of a tree define; null when none do. */
export function schemaFromTree(root: string): GraphqlSchema | null {
  const texts: string[] = []
  const folders = [root]
  let seen = 0
  for (let folder = folders.shift(); folder !== undefined && seen < MAX_FILES; folder = folders.shift()) {
    for (const entry of entriesOf(folder)) {
      seen += 1
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) folders.push(path)
      else if (entry.isFile() && /\.(?:graphqls?|gql|[cm]?[jt]s|py|go|rb|java|kt|php)$/.test(entry.name)) {
        const text = textOf(path)
        if (/\.(?:graphqls?|gql)$/.test(entry.name) || /\btype\s+(?:Query|Mutation)\b/.test(text)) texts.push(text)
      }
    }
  }
  return texts.length === 0 ? null : schemaFromText(texts.join('\n'))
}

function entriesOf(folder: string): { readonly name: string; isDirectory: () => boolean; isFile: () => boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

function textOf(path: string): string {
  try {
    return statSync(path).size > MAX_BYTES ? '' : readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function fieldsIn(body: string): readonly GraphqlField[] {
  return [...body.matchAll(/(\w+)\s*(?:\(([^)]*)\))?\s*:\s*([[\]!\w]+)/g)].map(([, name = '', given = '', type = '']) => ({
    name,
    type,
    arguments: argumentsIn(given),
  }))
}

function argumentsIn(text: string): readonly GraphqlArgument[] {
  return [...text.matchAll(/(\w+)\s*:\s*([[\]!\w]+)(\s*=)?/g)].map(([, name = '', type = '', equals]) => ({
    name,
    type,
    hasDefault: equals !== undefined,
  }))
}

function fieldOf(node: Node): GraphqlField {
  return { name: String(node.name), type: writtenType(child(node, 'type')), arguments: list(node.args).map(argumentOf) }
}

function argumentOf(node: Node): GraphqlArgument {
  return { name: String(node.name), type: writtenType(child(node, 'type')), hasDefault: typeof node.defaultValue === 'string' }
}

function writtenType(node: Node | null, depth = 0): string {
  if (node === null || depth > 6) return 'String'
  if (node.kind === 'NON_NULL') return `${writtenType(child(node, 'ofType'), depth + 1)}!`
  if (node.kind === 'LIST') return `[${writtenType(child(node, 'ofType'), depth + 1)}]`
  return String(node.name)
}

function child(node: unknown, name: string): Node | null {
  const value = typeof node === 'object' && node !== null ? (node as Node)[name] : null
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : []
}
