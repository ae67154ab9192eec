import { readFile } from 'node:fs/promises'
import { AuditError } from '../../model/errors.ts'
import type { OperationBody, OperationParameter, Schema } from '../../model/facts/service.ts'
import { formPairsOf, queryParameter, schemaOfExample, templateOf } from './examples.ts'
import type { SpecifiedOperation } from './openapi.ts'
import { postmanOperations } from './postman.ts'

const MAX_FILE_BYTES = 50_000_000
const MAX_ENTRIES = 5000
const STATIC = /\.(?:css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|woff2?|ttf|eot|mp4|webm|pdf)$/i
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

export interface Recording {
  readonly from: string
  readonly kind: 'HAR' | 'Postman collection'
  readonly operations: readonly SpecifiedOperation[]
  readonly warnings: readonly string[]
}

type Node = Readonly<Record<string, unknown>>

/** Reads the files that the user names; throws {@link AuditError} for one that is neither a HAR nor a Postman collection. */
export async function readRecordings(files: readonly string[], baseUrl: string): Promise<readonly Recording[]> {
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw new AuditError(
          'CONFIG_INVALID',
          `Cannot read ${file} (${error.code ?? error.message}). Give a HAR file or a Postman collection.`,
        )
      })
      const recording = readRecording(text, file, baseUrl)
      if (recording !== null) return recording
      throw new AuditError('CONFIG_INVALID', `${file} is neither a HAR file (log.entries) nor a Postman collection (info and item).`)
    }),
  )
}

/** Operations of a HAR 1.2 file or a Postman 2.x collection; null when the text is neither. Never throws for what it holds. */
export function readRecording(text: string, from: string, baseUrl: string): Recording | null {
  const document = parsed(text)
  if (document === null) return null
  const entries = nodeOf(document.log)?.entries
  if (Array.isArray(entries)) return { from, kind: 'HAR', ...harOperations(entries, baseUrl) }
  const items = document.item ?? nodeOf(document.collection)?.item
  if (!Array.isArray(items)) return null
  return { from, kind: 'Postman collection', ...postmanOperations(nodeOf(document.collection) ?? document) }
}

function harOperations(entries: readonly unknown[], baseUrl: string): Pick<Recording, 'operations' | 'warnings'> {
  const requests = entries.slice(0, MAX_ENTRIES).flatMap((entry) => {
    const request = nodeOf(nodeOf(entry)?.request)
    const url = urlOf(request?.url)
    const method = textOf(request?.method).toUpperCase()
    if (request === null || url === null || !METHODS.has(method) || STATIC.test(url.pathname)) return []
    const status = Number(nodeOf(nodeOf(entry)?.response)?.status ?? 0)
    return status === 404 || status === 405 ? [] : [{ request, url, method }]
  })
  const origin = commonOrigin(
    requests.map(({ url }) => url.origin),
    new URL(baseUrl).origin,
  )
  const own = requests.filter(({ url }) => url.origin === origin)
  const warnings =
    own.length === 0 && entries.length > 0
      ? ['the HAR file holds no request of an API']
      : entries.length > MAX_ENTRIES
        ? [`only the first ${MAX_ENTRIES} of ${entries.length} recorded requests are used`]
        : []
  return {
    operations: own.map(({ request, url, method }) => ({
      method,
      path: templateOf(url.pathname),
      operationId: '',
      parameters: [...url.searchParams].map(([name, value]): OperationParameter => queryParameter(name, value)),
      body: harBody(nodeOf(request.postData)),
      access: 'unknown',
    })),
    warnings,
  }
}

function harBody(data: Node | null): OperationBody | null {
  if (data === null) return null
  const contentType = textOf(data.mimeType).split(';')[0]?.trim() ?? ''
  const fields = Array.isArray(data.params) ? data.params.map(nodeOf).filter((field) => field !== null) : []
  if (/json/i.test(contentType)) {
    const value = parsed(textOf(data.text))
    return value === null ? null : { contentType: 'application/json', isRequired: true, schema: schemaOfExample(value) }
  }
  if (!/urlencoded|multipart/i.test(contentType)) return null
  const pairs =
    fields.length > 0 ? fields.map((field): [string, string] => [textOf(field.name), textOf(field.value)]) : formPairsOf(textOf(data.text))
  const files = new Set(fields.filter((field) => textOf(field.fileName) !== '').map((field) => textOf(field.name)))
  const properties = Object.fromEntries(
    pairs.map(([name, value]): [string, Schema] => [
      name,
      files.has(name) ? { type: 'string', format: 'binary' } : schemaOfExample(value, name),
    ]),
  )
  return pairs.length === 0 ? null : { contentType, isRequired: true, schema: { type: 'object', properties } }
}

/** The service's own origin where it was recorded, else the one that was asked most. */
function commonOrigin(origins: readonly string[], own: string): string {
  if (origins.includes(own)) return own
  return [...Map.groupBy(origins, (origin) => origin)].sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? own
}

function parsed(text: string): Node | null {
  if (text.length > MAX_FILE_BYTES) return null
  try {
    return nodeOf(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch {
    return null
  }
}

function urlOf(value: unknown): URL | null {
  const text = textOf(value)
  return URL.canParse(text) && /^https?:/i.test(text) ? new URL(text) : null
}

function nodeOf(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
