import type { OperationBody, OperationParameter, Schema } from '../../model/facts/service.ts'
import { formPairsOf, queryParameter, schemaOfExample, templateOf } from './examples.ts'
import type { SpecifiedOperation } from './openapi.ts'

type Node = Readonly<Record<string, unknown>>

const MAX_DEPTH = 12
const MAX_REQUESTS = 2000

/** Operations of a Postman 2.x collection: folders are walked, variables filled in where the collection says their value. */
export function postmanOperations(collection: Node): {
  readonly operations: readonly SpecifiedOperation[]
  readonly warnings: readonly string[]
} {
  const reader = new CollectionReader(variablesOf(collection))
  reader.walk(listOf(collection.item), nodeOf(collection.auth), 0)
  return { operations: reader.operations, warnings: reader.warnings }
}

class CollectionReader {
  readonly operations: SpecifiedOperation[] = []
  readonly warnings: string[] = []
  private readonly variables: ReadonlyMap<string, string>

  constructor(variables: ReadonlyMap<string, string>) {
    this.variables = variables
  }

  walk(items: readonly unknown[], auth: Node | null, depth: number): void {
    for (const value of items) {
      const item = nodeOf(value)
      if (item === null || depth > MAX_DEPTH || this.operations.length >= MAX_REQUESTS) continue
      const own = nodeOf(item.auth) ?? auth
      if (Array.isArray(item.item)) this.walk(item.item, own, depth + 1)
      else this.read(textOf(item.name), item.request, own)
    }
  }

  private read(name: string, request: unknown, inherited: Node | null): void {
    const node = typeof request === 'string' ? { url: request, method: 'GET' } : nodeOf(request)
    const path = node === null ? null : this.pathOf(node.url)
    if (node === null || path === null) {
      if (this.warnings.length < 20) this.warnings.push(`the request "${name}" of the collection names no path`)
      return
    }
    const auth = nodeOf(node.auth) ?? inherited
    this.operations.push({
      method: (textOf(node.method) || 'GET').toUpperCase(),
      path: path.path,
      operationId: name,
      parameters: path.query,
      body: this.bodyOf(nodeOf(node.body)),
      access: auth === null ? 'unknown' : textOf(auth.type) === 'noauth' ? 'public' : 'authenticated',
    })
  }

  private pathOf(url: unknown): { readonly path: string; readonly query: readonly OperationParameter[] } | null {
    const raw = this.filled(typeof url === 'string' ? url : textOf(nodeOf(url)?.raw))
    const parts = listOf(nodeOf(url)?.path).map((part) => this.filled(textOf(part) || textOf(nodeOf(part)?.value)))
    const [address = '', search = ''] = raw.split('?')
    const text = raw === '' ? `/${parts.join('/')}` : pathIn(address)
    if (text === null || (raw === '' && parts.length === 0)) return null
    const template = templateOf(
      text
        .split('/')
        .map((segment) =>
          segment.replace(/^:(\w+)$/, '{$1}').replace(/^\{\{([^}]+)\}\}$/, (_whole, name: string) => `{${name.replaceAll(/\W/g, '_')}}`),
        )
        .join('/'),
    )
    const listed = listOf(nodeOf(url)?.query)
      .map(nodeOf)
      .filter((entry) => entry !== null)
      .map((entry): [string, string] => [textOf(entry.key), this.filled(textOf(entry.value))])
    const pairs = listed.length > 0 ? listed : formPairsOf(search)
    return { path: template, query: pairs.filter(([name]) => name !== '').map(([name, value]) => queryParameter(name, value)) }
  }

  private bodyOf(body: Node | null): OperationBody | null {
    const mode = textOf(body?.mode)
    if (body === null || body.disabled === true) return null
    if (mode === 'raw') {
      const value = jsonOf(this.filled(textOf(body.raw)))
      return value === null ? null : { contentType: 'application/json', isRequired: true, schema: schemaOfExample(value) }
    }
    if (mode !== 'urlencoded' && mode !== 'formdata') return null
    const fields = listOf(body[mode])
      .map(nodeOf)
      .filter((field) => field !== null && field.disabled !== true && textOf(field.key) !== '')
    const properties = Object.fromEntries(
      fields.map((field): [string, Schema] => [
        textOf(field?.key),
        field?.type === 'file'
          ? { type: 'string', format: 'binary' }
          : schemaOfExample(this.filled(textOf(field?.value)), textOf(field?.key)),
      ]),
    )
    return {
      contentType: mode === 'formdata' ? 'multipart/form-data' : 'application/x-www-form-urlencoded',
      isRequired: true,
      schema: { type: 'object', properties },
    }
  }

  private filled(text: string): string {
    let result = text
    for (let step = 0; step < 3 && result.includes('{{'); step += 1)
      result = result.replaceAll(/\{\{\s*([\w.-]{1,80})\s*\}\}/g, (whole, name: string) => this.variables.get(name) ?? whole)
    return result.slice(0, 1_000_000)
  }
}

/** Path of an address that may begin with an unknown variable in the place of its host. */
function pathIn(address: string): string | null {
  const rest = address.replace(/^https?:\/\/[^/]*/i, '').replace(/^\{\{[^}]+\}\}/, '')
  if (rest !== address) return rest === '' ? '/' : rest.startsWith('/') ? rest : `/${rest}`
  if (address.startsWith('/')) return address
  const slash = address.indexOf('/')
  return slash < 0 ? null : address.slice(slash)
}

function variablesOf(collection: Node): ReadonlyMap<string, string> {
  return new Map(
    listOf(collection.variable)
      .map(nodeOf)
      .filter((entry) => entry !== null)
      .map((entry): [string, string] => [textOf(entry.key) || textOf(entry.id), textOf(entry.value)])
      .filter(([name, value]) => name !== '' && value !== ''),
  )
}

/** A body as JSON; variables that stay unknown are taken for texts. */
function jsonOf(text: string): unknown {
  for (const candidate of [text, text.replaceAll(/(?<!")\{\{[^}]{1,80}\}\}(?!")/g, '1')]) {
    try {
      const value: unknown = JSON.parse(candidate)
      if (typeof value === 'object' && value !== null) return value
    } catch {
      // The other reading may do.
    }
  }
  return null
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
