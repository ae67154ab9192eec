import { basename } from 'node:path'
import { parse } from 'yaml'
import type { OperationBody, OperationParameter, Schema } from '../../model/facts/service.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'] as const
const MAX_FILE_BYTES = 5_000_000
const MAX_OPERATIONS = 2000
const MAX_DEPTH = 8

export interface SpecifiedOperation {
  readonly method: string
  readonly path: string
  readonly operationId: string
  readonly parameters: readonly OperationParameter[]
  readonly body: OperationBody | null
  /** `security: []` is public; a scheme is authenticated; scopes or words of roles are left to the caller. */
  readonly access: 'public' | 'authenticated' | 'unknown'
  /** Set where the whole specification says so and the operation itself nothing. */
  readonly inheritsAccess?: true
}

export interface SecurityScheme {
  /** A header that the source alone shows to be read is a `read-header`. */
  readonly kind: 'bearer' | 'basic' | 'header' | 'cookie' | 'query' | 'oauth2' | 'read-header'
  /** Name of the header, cookie or parameter. */
  readonly name: string
  readonly tokenPath: string | null
}

export interface Specification {
  /** File in the tree, path on the service, or what the user named. */
  readonly from: string
  /** `3.1.0`, `2.0`. */
  readonly version: string
  readonly title: string
  readonly operations: readonly SpecifiedOperation[]
  readonly schemes: readonly SecurityScheme[]
  readonly warnings: readonly string[]
}

type Node = Readonly<Record<string, unknown>>

/** Reads OpenAPI 3.x or Swagger 2.0 as far as it goes; null when it is neither. */
export function readSpecification(text: string, from: string): Specification | null {
  const document = parseDocument(text, from)
  if (document === null) return null
  const version = textOf(document.openapi) || textOf(document.swagger)
  const paths = nodeOf(document.paths)
  if (paths === null || version === '') return null
  const reader = new SpecificationReader(document, version.startsWith('2'))
  for (const [path, item] of Object.entries(paths)) reader.readPath(path, item)
  return {
    from,
    version,
    title: textOf(nodeOf(document.info)?.title),
    operations: reader.operations,
    schemes: reader.schemes(),
    warnings: reader.warnings,
  }
}

function parseDocument(text: string, from: string): Node | null {
  if (text.length > MAX_FILE_BYTES || text.trim() === '') return null
  try {
    return nodeOf(/^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { maxAliasCount: 200, logLevel: 'silent' }))
  } catch {
    try {
      return /\.json$/i.test(basename(from)) ? nodeOf(parse(text, { maxAliasCount: 200, logLevel: 'silent' })) : null
    } catch {
      return null
    }
  }
}

class SpecificationReader {
  readonly operations: SpecifiedOperation[] = []
  readonly warnings: string[] = []
  private readonly document: Node
  private readonly isVersion2: boolean
  private readonly basePath: string

  constructor(document: Node, isVersion2: boolean) {
    this.document = document
    this.isVersion2 = isVersion2
    this.basePath = isVersion2 ? textOf(document.basePath) : serverPath(document.servers)
  }

  readPath(path: string, value: unknown): void {
    const item = this.resolve(value)
    if (item === null) {
      this.warn(`${path} is not an object`)
      return
    }
    const shared = listOf(item.parameters)
    for (const method of METHODS) {
      const operation = this.resolve(item[method])
      if (operation === null) continue
      if (this.operations.length >= MAX_OPERATIONS) {
        this.warn(`only the first ${MAX_OPERATIONS} operations are used`)
        return
      }
      const parameters = this.parametersOf([...shared, ...listOf(operation.parameters)])
      const fullPath = `${this.basePath.replace(/\/$/, '')}/${path.replace(/^\//, '')}`
      this.operations.push({
        method: method.toUpperCase(),
        path: fullPath,
        operationId: textOf(operation.operationId),
        parameters: withMissingPathParameters(fullPath, parameters),
        body: this.isVersion2 ? this.bodyOfVersion2([...shared, ...listOf(operation.parameters)], operation) : this.bodyOf(operation),
        access: this.accessOf(operation),
        ...(operation.security === undefined ? { inheritsAccess: true as const } : {}),
      })
    }
  }

  schemes(): readonly SecurityScheme[] {
    const container = this.isVersion2 ? this.document.securityDefinitions : nodeOf(this.document.components)?.securitySchemes
    return Object.values(nodeOf(container) ?? {}).flatMap((value) => {
      const node = this.resolve(value)
      return node === null ? [] : schemeOf(node)
    })
  }

  private accessOf(operation: Node): SpecifiedOperation['access'] {
    const security = operation.security ?? this.document.security
    if (!Array.isArray(security)) return 'unknown'
    if (security.length === 0 || security.some((entry) => Object.keys(nodeOf(entry) ?? { x: 1 }).length === 0)) return 'public'
    return 'authenticated'
  }

  private parametersOf(nodes: readonly unknown[]): readonly OperationParameter[] {
    const byKey = new Map<string, OperationParameter>()
    for (const value of nodes) {
      const node = this.resolve(value)
      const name = textOf(node?.name)
      const place = textOf(node?.in)
      if (node === null || name === '' || !['path', 'query', 'header', 'cookie'].includes(place)) continue
      const schema = this.schemaOf(node.schema ?? node, 0, [])
      const example = node.example ?? firstExample(node.examples)
      byKey.set(`${place} ${name}`, {
        name,
        in: place as OperationParameter['in'],
        isRequired: node.required === true || place === 'path',
        schema: example === undefined ? schema : { ...schema, example },
      })
    }
    return [...byKey.values()]
  }

  private bodyOf(operation: Node): OperationBody | null {
    const body = this.resolve(operation.requestBody)
    const content = nodeOf(body?.content)
    if (body === null || content === null) return null
    const types = Object.keys(content)
    const chosen = types.find((type) => /json/i.test(type)) ?? types.find((type) => /urlencoded/i.test(type)) ?? types[0]
    if (chosen === undefined) return null
    const media = nodeOf(content[chosen])
    const schema = this.schemaOf(media?.schema, 0, [])
    const example = media?.example ?? firstExample(media?.examples)
    return { contentType: chosen, isRequired: body.required === true, schema: example === undefined ? schema : { ...schema, example } }
  }

  private bodyOfVersion2(nodes: readonly unknown[], operation: Node): OperationBody | null {
    const resolved = nodes.map((value) => this.resolve(value)).filter((node) => node !== null)
    const body = resolved.find((node) => node.in === 'body')
    const consumes = listOf(operation.consumes ?? this.document.consumes).map(textOf)
    if (body !== undefined)
      return {
        contentType: consumes.find((type) => /json/.test(type)) ?? 'application/json',
        isRequired: body.required === true,
        schema: this.schemaOf(body.schema, 0, []),
      }
    const fields = resolved.filter((node) => node.in === 'formData')
    if (fields.length === 0) return null
    const hasFile = fields.some((node) => node.type === 'file')
    return {
      contentType: hasFile ? 'multipart/form-data' : (consumes[0] ?? 'application/x-www-form-urlencoded'),
      isRequired: true,
      schema: {
        type: 'object',
        properties: Object.fromEntries(
          fields.map((node) => [
            textOf(node.name),
            node.type === 'file' ? { type: 'string', format: 'binary' } : this.schemaOf(node, 0, []),
          ]),
        ),
        required: fields.filter((node) => node.required === true).map((node) => textOf(node.name)),
      },
    }
  }

  /** A schema with references resolved; cycles and great depth end in an empty schema. */
  private schemaOf(value: unknown, depth: number, trail: readonly string[]): Schema {
    let node = nodeOf(value)
    if (node === null || depth > MAX_DEPTH) return {}
    const reference = textOf(node.$ref)
    const seen = reference === '' ? trail : [...trail, reference]
    if (reference !== '') {
      if (trail.includes(reference)) return {}
      node = this.resolve(node)
      if (node === null) return {}
    }
    const all = listOf(node.allOf)
    if (all.length > 0)
      return all.map((part) => this.schemaOf(part, depth + 1, seen)).reduce(merged, this.plain({ ...node, allOf: undefined }, depth, seen))
    const [one] = [...listOf(node.oneOf), ...listOf(node.anyOf)].filter((part) => nodeOf(part)?.type !== 'null')
    if (one !== undefined && node.properties === undefined)
      return merged(this.plain(node, depth, seen), this.schemaOf(one, depth + 1, seen))
    return this.plain(node, depth, seen)
  }

  private plain(node: Node, depth: number, trail: readonly string[]): Schema {
    const type = Array.isArray(node.type) ? node.type.find((one) => one !== 'null') : node.type
    const properties = nodeOf(node.properties)
    const example = node.example ?? firstExample(node.examples) ?? node.const ?? node.default
    return {
      ...(typeof type === 'string' ? { type } : properties === null ? {} : { type: 'object' }),
      ...stringField(node, 'format'),
      ...stringField(node, 'pattern'),
      ...numberField(node, 'minimum'),
      ...numberField(node, 'maximum'),
      ...numberField(node, 'minLength'),
      ...numberField(node, 'maxLength'),
      ...(Array.isArray(node.enum) && node.enum.length > 0 ? { enum: node.enum as readonly unknown[] } : {}),
      ...(example === undefined || example === null ? {} : { example }),
      ...(properties === null
        ? {}
        : {
            properties: Object.fromEntries(
              Object.entries(properties).map(([name, child]) => [name, this.schemaOf(child, depth + 1, trail)]),
            ),
          }),
      ...(Array.isArray(node.required) ? { required: node.required.map(textOf) } : {}),
      ...(node.items === undefined ? {} : { items: this.schemaOf(node.items, depth + 1, trail) }),
      ...(node.additionalProperties === false ? { isClosed: true } : {}),
      ...(node.readOnly === true ? { isReadOnly: true } : {}),
    }
  }

  private resolve(value: unknown): Node | null {
    let node = nodeOf(value)
    for (let step = 0; step < 20 && node !== null; step += 1) {
      const reference = textOf(node.$ref)
      if (reference === '') return node
      if (!reference.startsWith('#/')) {
        this.warn(`the reference ${reference} leads out of the document and was not followed`)
        return null
      }
      let target: unknown = this.document
      for (const part of reference.slice(2).split('/')) target = nodeOf(target)?.[decodePointer(part)]
      node = nodeOf(target)
      if (node === null) this.warn(`the reference ${reference} leads nowhere`)
    }
    return null
  }

  private warn(text: string): void {
    if (this.warnings.length < 30 && !this.warnings.includes(text)) this.warnings.push(text)
  }
}

function schemeOf(node: Node): readonly SecurityScheme[] {
  const type = textOf(node.type)
  const name = textOf(node.name)
  const place = textOf(node.in)
  const flows = Object.values(nodeOf(node.flows) ?? {}).map((flow) => textOf(nodeOf(flow)?.tokenUrl))
  const tokenPath = [textOf(node.tokenUrl), ...flows].find((url) => url !== '') ?? null
  if (type === 'http')
    return [{ kind: textOf(node.scheme).toLowerCase() === 'basic' ? 'basic' : 'bearer', name: 'authorization', tokenPath: null }]
  if (type === 'basic') return [{ kind: 'basic', name: 'authorization', tokenPath: null }]
  if (type === 'oauth2' || type === 'openIdConnect') return [{ kind: 'oauth2', name: 'authorization', tokenPath }]
  if (type === 'apiKey' && (place === 'header' || place === 'cookie' || place === 'query')) return [{ kind: place, name, tokenPath: null }]
  return []
}

function withMissingPathParameters(path: string, parameters: readonly OperationParameter[]): readonly OperationParameter[] {
  const missing = [...path.matchAll(/\{([^}/]+)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !parameters.some((parameter) => parameter.in === 'path' && parameter.name === name))
  return [...parameters, ...missing.map((name) => ({ name, in: 'path' as const, isRequired: true, schema: {} }))]
}

function merged(a: Schema, b: Schema): Schema {
  return {
    ...a,
    ...b,
    ...(a.properties === undefined && b.properties === undefined ? {} : { properties: { ...a.properties, ...b.properties } }),
    ...(a.required === undefined && b.required === undefined ? {} : { required: [...(a.required ?? []), ...(b.required ?? [])] }),
  }
}

function serverPath(servers: unknown): string {
  const url = textOf(nodeOf(listOf(servers)[0])?.url)
  if (url === '' || url.includes('{')) return ''
  try {
    return new URL(url, 'http://service.invalid').pathname
  } catch {
    return ''
  }
}

function decodePointer(part: string): string {
  const text = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function firstExample(examples: unknown): unknown {
  if (Array.isArray(examples)) return examples[0]
  const first = Object.values(nodeOf(examples) ?? {})[0]
  return nodeOf(first)?.value
}

function stringField(node: Node, name: string): Record<string, string> {
  return typeof node[name] === 'string' ? { [name]: node[name] } : {}
}

function numberField(node: Node, name: string): Record<string, number> {
  return typeof node[name] === 'number' ? { [name]: node[name] } : {}
}

function nodeOf(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
