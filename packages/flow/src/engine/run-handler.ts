import type { Framework } from '../knowledge/handlers.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { Activation } from './activation.ts'
import { answerExits } from './answers.ts'
import { type CallArguments, callWithExits, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import { dictObject, makeObject } from './containers.ts'
import type { Engine } from './engine.ts'
import { type CheckedMember, factsOfChecks } from './express-validator.ts'
import { checkedForm } from './form-rows.ts'
import { functionInfo } from './function-info.ts'
import { kindsSafeInLookup } from './lookup-segment.ts'
import { functionAt } from './program.ts'
import { settleChanges } from './shared-state.ts'
import { sourceTaints } from './source-taints.ts'
import { escapedValue, noteEscaped } from './thrown.ts'
import { typedParameter } from './typed-parameter.ts'
import { clearTaints, constantValue, NOTHING, SOME_NUMBER, type Value } from './value.ts'

/** Runs a function as the framework would: with its request, its context, the parameters of its route. */
export function runHandler(engine: Engine, framework: Framework, handler: FunctionHint, path: string): void {
  runHandlers(engine, framework, [handler], path)
}

/** Runs the handlers of one route in their order, on one request. */
export function runHandlers(
  engine: Engine,
  framework: Framework,
  handlers: readonly FunctionHint[],
  path: string,
  checked: readonly CheckedMember[] = [],
  isAgain = false,
): void {
  const [first] = handlers
  if (first === undefined) return
  const body = functionAt(first.module, 0)
  const act = new Activation(engine, engine.frame(first.module, body), functionInfo(body), null)
  const objects = new Map<string, Value>()
  let hasChanged = false
  for (const handler of handlers) {
    const args = sharedArguments(engine, handlerArguments(act, framework, handler, path), objects)
    const request = args.positional.find(
      (value) => value.hint?.kind === 'library' && /^(?:express|fastify)\.Request$/.test(value.hint.name),
    )
    if (request !== undefined) act.learn(factsOfChecks(act, request.number, checked))
    const exits = callWithExits(act, handler, args, handler.function)
    answerExits(act, framework, handler, args, exits)
    hasChanged = settleChanges(act) || hasChanged
  }
  for (const thrown of act.thrown.get(-1) ?? []) noteEscaped(act, thrown)
  // The next request finds what this one has left.
  if (hasChanged && !isAgain) runHandlers(engine, framework, handlers, path, checked, true)
}

/** Runs a handler of errors with what the other handlers have thrown. */
export function runErrorHandler(engine: Engine, framework: Framework, handler: FunctionHint): void {
  const body = functionAt(handler.module, 0)
  const act = new Activation(engine, engine.frame(handler.module, body), functionInfo(body), null)
  const own = handler.function.parameters.filter(({ slot }) => slot !== handler.function.selfSlot)
  const request = REQUEST_OF_ERRORS[framework] ?? []
  const at = framework === 'fastapi' || framework === 'starlette' ? 1 : 0
  const error = escapedValue(act, engine.typeHint(handler.module, handler.function, own[at]?.type ?? null))
  const args: CallArguments = { ...NO_ARGUMENTS, positional: request.map(library).toSpliced(at, 0, error), isOpen: true }
  answerExits(act, framework, handler, args, callWithExits(act, handler, args, handler.function))
}

/** What a framework passes to a handler of errors beside the error. */
const REQUEST_OF_ERRORS: Readonly<Partial<Record<Framework, readonly string[]>>> = {
  express: ['express.Request', 'express.Response', 'express.next'],
  fastify: ['fastify.Request', 'fastify.Reply'],
  hono: ['hono.Context'],
  fastapi: ['starlette.Request'],
  starlette: ['starlette.Request'],
}

/** The request is the same object for every handler. */
function sharedArguments(engine: Engine, args: CallArguments, objects: Map<string, Value>): CallArguments {
  const positional = args.positional.map((value) => {
    if (value.hint?.kind !== 'library' || value.number !== 0) return value
    const known = objects.get(value.hint.name)
    if (known !== undefined) return known
    const made = { ...value, number: engine.numbers.fresh() }
    objects.set(value.hint.name, made)
    return made
  })
  return { ...args, positional, isOpen: true }
}

export function library(name: string): Value {
  return { ...NOTHING, hint: { kind: 'library', name, origin: null, details: null } }
}

function handlerArguments(act: Activation, framework: Framework, handler: FunctionHint, path: string): CallArguments {
  const positional = (...names: readonly string[]): CallArguments => ({ ...NO_ARGUMENTS, positional: names.map(library) })
  switch (framework) {
    case 'express':
      return positional('express.Request', 'express.Response', 'express.next')
    case 'koa':
      return positional('koa.Context', 'koa.next')
    case 'koa-route':
      return { ...NO_ARGUMENTS, positional: [library('koa.Context'), ...colonValues(act, handler, path), library('koa.next')] }
    case 'fastify':
      return positional('fastify.Request', 'fastify.Reply')
    case 'hono':
      return positional('hono.Context', 'hono.next')
    case 'fastify-plugin':
      return positional('fastify.Instance')
    case 'multer':
      return positional('express.Request', 'multer.File', 'multer.callback')
    case 'node-http':
      return positional('express.Request', 'express.Response')
    case 'lambda':
      return positional('lambda.Event', 'lambda.Context')
    case 'hapi':
      return positional('hapi.Request', 'hapi.Toolkit')
    case 'elysia':
      return positional('elysia.Context')
    case 'adonis':
      return positional('adonis.Context')
    case 'h3':
      return positional('h3.Event')
    case 'worker':
      return positional('next.Request', 'worker.Environment', 'worker.Context')
    case 'page':
      return positional('page.Context')
    case 'job':
      return positional('queue.Job')
    case 'next':
      return { ...NO_ARGUMENTS, positional: [library('next.Request'), pathContainer(act, handler)] }
    case 'starlette':
      return positional('starlette.Request')
    case 'starlette-socket':
      return positional('starlette.WebSocket')
    case 'django-filter':
      return { ...NO_ARGUMENTS, positional: [filteredValue(act, handler)], named: escapingOf(handler) }
    case 'aiohttp':
      return positional('aiohttp.Request')
    case 'pyramid':
      return pyramidArguments(handler)
    case 'fastapi':
      return { ...NO_ARGUMENTS, named: typedArguments(act, handler, path) }
    case 'ninja': {
      const [request] = handler.function.parameters
      const named = new Map(
        [...typedArguments(act, handler, path.replace(/\{\w+:(\w+)\}/g, '{$1}'))].filter(([name]) => name !== request?.name),
      )
      return { ...NO_ARGUMENTS, positional: [library('django.Request')], named }
    }
    case 'django':
      return withForm(act, handler) ?? withPathParameters(act, handler, path, [library('django.Request')])
    case 'sanic':
      return withPathParameters(act, handler, nameLast(path), [
        library('sanic.Request'),
        ...(/^(?:ws|websocket|socket)$/.test(
          handler.function.parameters.filter(({ slot }) => slot !== handler.function.selfSlot)[1]?.name ?? '',
        )
          ? [library('sanic.Websocket()')]
          : []),
      ])
    case 'falcon':
      return withPathParameters(act, handler, path, [library('falcon.Request'), library('falcon.Response')])
    case 'tornado':
      return withPathParameters(act, handler, namedGroups(path, handler), [])
    case 'flask':
      return withPathParameters(act, handler, path, [])
    case 'bottle':
      return withPathParameters(act, handler, nameLast(path), [])
    default:
      return NO_ARGUMENTS
  }
}

/** `view(request)`, or with the context in front; a method has its request on the object. */
function pyramidArguments({ function: fn }: FunctionHint): CallArguments {
  const count = fn.parameters.filter(({ slot }) => slot !== fn.selfSlot).length
  const request = library('pyramid.Request')
  return { ...NO_ARGUMENTS, positional: count > 1 ? [NOTHING, request] : [request] }
}

function withForm(act: Activation, handler: FunctionHint): CallArguments | null {
  const form = checkedForm(act, handler)
  return form === null ? null : { ...NO_ARGUMENTS, positional: [form] }
}

function typedArguments(act: Activation, handler: FunctionHint, path: string): Map<string, Value> {
  const named = new Map<string, Value>()
  for (const parameter of handler.function.parameters) {
    if (parameter.slot === handler.function.selfSlot) continue
    named.set(parameter.name, typedParameter(act, handler, parameter, path, 0))
  }
  return named
}

const PATH_SOURCE: SourceModel = {
  names: ['<path>'],
  gives: 'request',
  in: 'path',
  what: 'taken from the path of the URL',
  isContainer: false,
  never: ['mass-assignment', 'nosql-injection'],
}
/** Converters whose values are no free text. */
const SAFE_CONVERTERS = new Set(['int', 'float', 'uuid', 'any', 'slug', 'alpha', 'ymd'])

/** Groups of a pattern without a name are passed in their order. */
function namedGroups(path: string, { function: { parameters, selfSlot } }: FunctionHint): string {
  const names = parameters.filter(({ kind, slot }) => kind === 'positional' && slot !== selfSlot).map(({ name }) => name)
  return path
    .split(' ')
    .map((pattern) => {
      let index = 0
      return pattern.replace(/\((?!\?)/g, (open) => {
        const name = names[index++]
        return name === undefined ? open : `(?P<${name}>`
      })
    })
    .join(' ')
}

/** `<code:str>` of Sanic and Bottle, where the name comes first. */
const nameLast = (path: string): string => path.replace(/<(\w+):(\w+)(?::[^<>]*)?>/g, '<$2:$1>')

/** Text of the URL is passed under the names that the route gives it. */
function withPathParameters(act: Activation, handler: FunctionHint, path: string, first: readonly Value[]): CallArguments {
  const named = new Map<string, Value>()
  const converters = new Map<string, string>()
  for (const match of path.matchAll(
    /<(?:(?<before>[A-Za-z_]+)(?:\([^)]*\))?:)?(?<name>[A-Za-z_]\w*)(?::(?<after>[A-Za-z]+)[^>]*)?>|\(\?P<(?<group>\w+)>(?<pattern>[^)]*)\)|\{(?<brace>[A-Za-z_]\w*)(?::(?<type>[a-z]+))?[^}]*\}/g,
  )) {
    const { before, name, after, group, pattern, brace, type } = match.groups ?? {}
    const converter = before ?? after ?? type ?? (pattern !== undefined && /^(?:\\d|\[0-9\])[+*]?(?:\{.*\})?$/.test(pattern) ? 'int' : '')
    converters.set(name ?? group ?? brace ?? '', converter)
  }
  const own = handler.function.parameters.filter((parameter) => parameter.slot !== handler.function.selfSlot)
  for (const parameter of own.slice(first.length)) {
    const converter = converters.get(parameter.name)
    if (parameter.kind === 'rest-named') {
      for (const [name, kind] of converters) if (!named.has(name)) named.set(name, pathValue(act, handler, name, kind))
    } else if (converter !== undefined) named.set(parameter.name, pathValue(act, handler, parameter.name, converter))
    else if (path === '' && parameter.kind === 'positional' && parameter.defaultValue === null) named.set(parameter.name, NOTHING)
  }
  return { ...NO_ARGUMENTS, positional: first, named }
}

/** `/pets/:name` of koa-route: a handler gets what its path names one by one. */
function colonValues(act: Activation, handler: FunctionHint, path: string): readonly Value[] {
  const own = handler.function.parameters.filter((parameter) => parameter.slot !== handler.function.selfSlot)
  return [...path.matchAll(/:(\w+)/g)].map((match, index) => pathValue(act, handler, own[index + 1]?.name ?? match[1] ?? '', ''))
}

const DEEPEST_WRAPPER = 6

/** The view for which a decorator's own function stands, through all decorators that put one in front of it. */
function viewBehind(handler: FunctionHint): FunctionHint {
  let at = handler
  for (let depth = 0; depth < DEEPEST_WRAPPER && at.function.parent > 0; depth++) {
    const [behind, ...more] = [...(at.environment?.cells.values() ?? [])].flatMap(({ hint }) =>
      hint?.kind === 'function' && hint.function.decorators.length > 0 && hint.function !== at.function ? [hint] : [],
    )
    if (behind === undefined || more.length > 0) break
    at = behind
  }
  return at
}

function pathValue(act: Activation, handler: FunctionHint, name: string, converter: string): Value {
  if (SAFE_CONVERTERS.has(converter)) return SOME_NUMBER
  const parameter = handler.function.parameters.find((candidate) => candidate.name === name)
  const view = viewBehind(handler)
  const place = { start: view.function.start, end: Math.min(view.function.end, view.function.start + 1) }
  const label = new Activation(act.engine, act.engine.frame(view.module, view.function), functionInfo(view.function), null)
  const never = converter === 'path' ? PATH_SOURCE : { ...PATH_SOURCE }
  const owner = handler.module.classes[handler.function.ownerClass]
  const safe = owner === undefined ? 0 : kindsSafeInLookup(act.engine.denoter, handler.module, owner)
  const taints = clearTaints(sourceTaints(label, parameter === undefined ? PATH_SOURCE : never, name, place), safe)
  return { ...NOTHING, type: 'string', taints, number: 0 }
}

/** `autoescape` of a filter that asks for it is on, unless a template turns its own escaping off. */
function escapingOf({ function: filter }: FunctionHint): ReadonlyMap<string, Value> {
  return new Map(filter.parameters.some(({ name }) => name === 'autoescape') ? [['autoescape', constantValue(true)]] : [])
}

/** What a template gives to a filter is whatever a view put there. */
function filteredValue(act: Activation, handler: FunctionHint): Value {
  const source: SourceModel = {
    names: ['<filtered>'],
    gives: 'request',
    in: 'other',
    what: 'given by a template',
    isContainer: false,
    only: ['xss'],
  }
  return { ...NOTHING, taints: sourceTaints(act, source, null, { start: handler.function.start, end: handler.function.start + 1 }) }
}

function pathContainer(act: Activation, handler: FunctionHint): Value {
  const place = { start: handler.function.start, end: handler.function.start + 1 }
  const params: Value = { ...NOTHING, taints: sourceTaints(act, { ...PATH_SOURCE, isContainer: true }, null, place) }
  return makeObject(act, place, 'context', dictObject(new Map([['params', params]]), null))
}
