import { nameTest } from '../remembered.ts'
import { isConstant, type SeenCall } from '../routes/reader.ts'
import { argumentAt, constantOf, optionOf, type PatternContext } from './context.ts'
import { saysAnywhere } from './said-anywhere.ts'

const LARGE_BODY = 10_000_000
/** Libraries of which anything is looked at here. */
const takesBody = nameTest(/^(?:express|body-parser|koa-body|@koa\/bodyparser|fastify|multer$|formidable|@fastify\/multipart$)/)

/** How large the bodies are that parsers and applications take. */
export function bodyLimits(context: PatternContext, served: readonly SeenCall[], makers: readonly SeenCall[]): void {
  for (const call of served) {
    if (!takesBody(call.name) && call.method !== 'useBodyParser') continue
    if (
      /^(?:express\.(?:json|urlencoded|raw|text)|body-parser\.(?:json|urlencoded|raw|text)|koa-bodyparser|koa-body|@koa\/bodyparser(?:\.bodyParser)?)$/.test(
        call.name,
      ) ||
      call.method === 'useBodyParser'
    ) {
      const bytes = bytesOf(constantOf(optionOf(context, call, 'limit', 'jsonLimit', 'formLimit', 'textLimit')))
      if (bytes !== null && bytes > LARGE_BODY)
        context.emitCall(call, {
          kind: 'body-limit-missing',
          cwe: 770,
          message: `bodies of up to ${bytes} bytes are read`,
          details: { bytes },
          confidence: 'medium',
        })
      else context.examineCall('body-limit', call)
    } else if (/^fastify(?:\.fastify)?$/.test(call.name)) {
      const bytes = bytesOf(constantOf(optionOf(context, call, 'bodyLimit')))
      if (bytes !== null && bytes > LARGE_BODY)
        context.emit(call, call.call.start + 1, call.call.end, {
          kind: 'body-limit-missing',
          cwe: 770,
          message: `bodies of up to ${bytes} bytes are read`,
          details: { bytes },
          confidence: 'medium',
        })
      else context.examineCall('body-limit', call)
    } else if (/^(?:multer|express-fileupload|formidable(?:\.\w+)?|@fastify\/multipart)$/.test(call.name)) {
      if (optionOf(context, call, 'limits', 'maxFileSize') === undefined && !hidden(context, call))
        context.emitCall(call, {
          kind: 'body-limit-missing',
          cwe: 770,
          message: `${call.name} takes files of any size`,
          details: { what: 'upload' },
          confidence: 'high',
        })
      else context.examineCall('body-limit', call)
    }
  }
  for (const call of makers) aiohttpLimit(context, call)
  honoLimit(context, makers)
  const flask = makers.find((call) => call.name === 'flask.Flask')
  const limits = context.settings.get('MAX_CONTENT_LENGTH') ?? []
  for (const limit of limits) context.examine('body-limit', limit.scope, limit.start, limit.end)
  const readsBodies = context.routes.some(
    ({ fact }) => fact.framework === 'flask' && (fact.readsRawBody || fact.body !== null || fact.purpose === 'upload'),
  )
  if (flask !== undefined && readsBodies && limits.every((limit) => isConstant(limit.denoted, null)))
    context.emit(flask, flask.call.start + 1, flask.call.end, {
      kind: 'body-limit-missing',
      cwe: 770,
      message: 'MAX_CONTENT_LENGTH is not set: bodies of any size are read',
      details: { setting: 'MAX_CONTENT_LENGTH' },
      confidence: 'medium',
    })
}

const READS_BODY = /^(?:json|text|parseBody|formData|arrayBuffer|blob)$/

/** Hono on Node reads whatever comes, unless the middleware for it, or code of the tree, looks at the length. */
function honoLimit(context: PatternContext, makers: readonly SeenCall[]): void {
  const { reader } = context
  const made = makers.find(({ name }) => name === 'hono.Hono')
  if (
    made === undefined ||
    !saysAnywhere(context, /@hono\/node-server/) ||
    saysAnywhere(context, /bodyLimit|content-length|maxBody|body_limit/i)
  )
    return
  const read = reader.calls.find(
    (call) =>
      READS_BODY.test(call.method) &&
      /\breq\.\w+\($/.test(
        reader
          .textOf(call.module.file)
          .slice(call.call.start, call.call.end)
          .slice(0, 40)
          .replace(/\([\s\S]*$/, '('),
      ),
  )
  if (read === undefined) return
  context.emitCall(read, {
    kind: 'body-limit-missing',
    cwe: 770,
    message: 'bodies of any size are read: nothing looks at their length',
    details: { framework: 'hono' },
    about: { scope: made, start: made.call.start, end: made.call.end, note: 'the application that takes them' },
    confidence: 'medium',
  })
}

/** More than an upload of pictures or documents takes; aiohttp keeps a body in memory. */
const LARGE_UPLOAD = 100_000_000

/** aiohttp reads a mebibyte unless it is told otherwise; 0 is no limit at all. */
function aiohttpLimit(context: PatternContext, call: SeenCall): void {
  if (!/^aiohttp\.web\.(?:web_app\.)?Application$/.test(call.name)) return
  const given = optionOf(context, call, 'client_max_size')
  const bytes = given === undefined ? null : constantOf(given)
  if (typeof bytes !== 'number' || (bytes > 0 && bytes <= LARGE_UPLOAD)) {
    context.examineCall('body-limit', call)
    return
  }
  context.emit(call, call.call.start + 1, call.call.end, {
    kind: 'body-limit-missing',
    cwe: 770,
    message: bytes === 0 ? 'bodies of any size are read' : `bodies of up to ${bytes} bytes are read`,
    details: { bytes },
    confidence: 'high',
  })
}

function hidden(context: PatternContext, call: SeenCall): boolean {
  const first = argumentAt(context, call, 0)
  return first !== null && (first.kind !== 'dict' || !first.isComplete)
}

function bytesOf(value: ReturnType<typeof constantOf>): number | null {
  if (typeof value === 'number') return value
  const match = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?\s*$/i.exec(value) : null
  if (match === null) return null
  const factor = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(match[2] ?? 'b').toLowerCase()] ?? 1
  return Number(match[1]) * factor
}
