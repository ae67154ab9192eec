import { isServed, nameOf, type SeenCall } from '../routes/reader.ts'
import { type CallFinder, optionOf, optionsAreKnown, type PatternContext } from './context.ts'

const SHOWS =
  /^(?:swagger-ui-express\.(?:serve|serveFiles|setup)|@hono\/swagger-ui\.swaggerUI|@scalar\/[\w-]+\.apiReference|redoc-express)(?:\.default)?(?:\(\))?$/
const PLUGIN = /^(?:@fastify\/swagger-ui|fastify-swagger-ui|@scalar\/fastify-api-reference)(?:\.default)?$/
/** Words of a condition, or of a login, under which alone a description is shown. */
const UNDER_CONDITION =
  /NODE_ENV|\bis_?(?:prod|dev|local|test)|\bprod(?:uction)?\b|\bdevelopment\b|\bif\s*\([^)]*(?:swagger|docs?|openapi|expose|enable)|(?:swagger|docs?|openapi)\w*\.?_?(?:enabled|public|exposed)|basic-?auth|\benable_?(?:swagger|docs?|openapi)/i
const DEEPEST = 3

/** A description of the interface with a page to try it, shown to whoever asks, in production as well. */
export const openDocumentation: CallFinder = (context, call) => {
  if (call.module.language !== 'javascript' || !isServed(context.reader, call.module.file) || !shows(context, call)) return
  if (isUnderCondition(context, call, 0)) return
  context.emitCall(call, {
    kind: 'docs-served',
    cwe: 497,
    message: 'the description of the interface is shown to anybody, wherever the service runs',
    confidence: 'low',
  })
}

const OPTIONS = ['docs_url', 'redoc_url', 'openapi_url', 'openapi_prefix'] as const

/** FastAPI shows its description by itself, to whoever asks, unless it is told where or not to; of a service whose callers have to sign in. */
export const fastApiDocumentation: CallFinder = (context, call) => {
  if (call.name !== 'fastapi.FastAPI' || !isServed(context.reader, call.module.file)) return
  if (OPTIONS.some((name) => optionOf(context, call, name) !== undefined) || !optionsAreKnown(context, call)) return
  const refuses = context.routes.some(({ fact }) => fact.guards.some(({ kind, proof }) => kind === 'authentication' && proof === 'refuses'))
  if (!refuses || isUnderCondition(context, call, 0)) return
  context.emitCall(call, {
    kind: 'docs-served',
    cwe: 497,
    message: 'the description of the interface is shown to anybody under /docs and /openapi.json, wherever the service runs',
    details: { route: 'GET /docs' },
    confidence: 'low',
  })
}

function shows({ reader }: PatternContext, call: SeenCall): boolean {
  if (call.name === '@nestjs/swagger.SwaggerModule.setup') return true
  const given = call.call.args.map(({ value }) => reader.denoter.denote(call, value))
  const names = given.map(nameOf)
  if (call.method === 'register') return PLUGIN.test(names[0] ?? '')
  if (!/^(?:use|get)$/.test(call.method) || call.call.receiver < 0 || !names.some((name) => SHOWS.test(name))) return false
  // Anything else that stands before it may refuse.
  return given.every((one, index) => one.kind === 'constant' || SHOWS.test(names[index] ?? ''))
}

function isUnderCondition(context: PatternContext, call: SeenCall, depth: number): boolean {
  const { reader } = context
  const text = reader.textOf(call.module.file)
  if (UNDER_CONDITION.test(text.slice(call.function.start, call.call.end)) || /basic-?auth/i.test(text)) return true
  const callers = depth >= DEEPEST ? [] : reader.callersOf(call.function)
  return callers.length > 0 && callers.every((caller) => isUnderCondition(context, caller, depth + 1))
}
