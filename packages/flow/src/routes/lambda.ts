import { functionAt } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { handlerOf } from './handler-values.ts'
import { addProcedure, procedureNode } from './procedure-node.ts'
import { type FunctionRef, isServed, placeOfFunction, type Reader } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

const READS_REQUEST =
  /\b(?:pathParameters|queryStringParameters|requestContext|rawPath|isBase64Encoded|APIGatewayProxy\w*Event\w*|LambdaFunctionURLEvent)\b/
const EVENT = /^_?(?:event|evt|request|req)$/
const READS_CLAIMS = /\bauthorizer\b|\bclaims\b/
const BY_READING = /^(?:get|list|read|find|search|show|fetch|count|export|download)(?:$|[A-Z_])/

/** Functions of AWS Lambda that answer a gateway: exported, with an event of HTTP. Their path stands in a template that we do not have. */
export function readLambda(reader: Reader, nodes: Map<string, RouterNode>): void {
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file) || !READS_REQUEST.test(reader.textOf(module.file))) continue
    for (const { name: called, handler } of module.language === 'python' ? pythonHandlers(module) : exportedHandlers(reader, module)) {
      const reads = textsOf(reader, handler, 0)
      if (!READS_REQUEST.test(reads)) continue
      const name = /^(?:(?:lambda_)?handler|default|main)$/.test(called) ? nameOfFile(module) : called
      addProcedure(reader, procedureNode(nodes, 'lambda'), {
        kind: BY_READING.test(name) ? 'QUERY' : 'MUTATION',
        name,
        handler,
        attachments: [],
        guards: [guardOf(reader, handler, reads)],
      })
    }
  }
}

interface Handler {
  readonly name: string
  readonly handler: FunctionRef
}

function exportedHandlers(reader: Reader, module: Module): readonly Handler[] {
  return module.exports.flatMap((exported): readonly Handler[] => {
    if (exported.kind !== 'local' || exported.name === '=') return []
    const handler = handlerOf(reader, { module, function: functionAt(module, 0) }, exported.slot)
    return handler === null || !takesEvent(handler.function) ? [] : [{ name: exported.name, handler }]
  })
}

/** `def handler(event, context)`. */
function pythonHandlers(module: Module): readonly Handler[] {
  return module.functions.flatMap((fn): readonly Handler[] => {
    const isHandler = fn.parent === 0 && fn.ownerClass < 0 && fn.parameters.length === 2 && /^_?event$/.test(fn.parameters[0]?.name ?? '')
    return isHandler ? [{ name: fn.name, handler: { module, function: fn } }] : []
  })
}

function takesEvent({ parameters, selfSlot }: IrFunction): boolean {
  const first = parameters.find(({ slot }) => slot !== selfSlot)
  return first !== undefined && (EVENT.test(first.name) || /(?:Event\w*|Request)$/.test(first.type?.name ?? ''))
}

/** The handler with the functions of the tree that are handed its event. */
function textsOf(reader: Reader, { module, function: fn }: FunctionRef, depth: number): string {
  const own = reader.textOf(module.file).slice(fn.start, fn.end)
  if (depth > 1) return own
  const inner = reader
    .callsIn(fn)
    .map(({ callee }) =>
      callee.kind === 'function' ? textsOf(reader, { module: callee.module, function: callee.function }, depth + 1) : '',
    )
  return [own, ...inner].join(' ')
}

/** An authorizer of the gateway has let pass whoever has claims; of the others nobody can tell here. */
function guardOf(reader: Reader, handler: FunctionRef, text: string): GuardFact {
  const isAsked = READS_CLAIMS.test(text)
  return {
    kind: isAsked ? 'authentication' : 'unknown',
    name: isAsked ? 'requestContext.authorizer' : 'gateway',
    place: placeOfFunction(reader, handler),
    level: 'application',
    proof: 'named',
  }
}

function nameOfFile({ file }: Module): string {
  const parts = file.replace(/\.\w+$/, '').split('/')
  const last = parts.at(-1) ?? 'handler'
  return last === 'index' || last === 'handler' ? (parts.at(-2) ?? last) : last
}
