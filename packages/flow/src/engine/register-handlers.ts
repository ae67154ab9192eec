import type { Framework, HandlerModel } from '../knowledge/handlers.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import { elementOf } from './containers.ts'
import { type CheckedMember, checkedMembers, schemaMembers } from './express-validator.ts'
import { getMember } from './members.ts'
import { library, runErrorHandler, runHandlers } from './run-handler.ts'
import { functionHints } from './unknown-call.ts'
import { type Hint, NOTHING, type Value } from './value.ts'
import { viewPaths } from './view-paths.ts'

/** Remembers the functions given to a framework; they are analysed as handlers once every module has run. */
export function registerHandlers(act: Activation, model: HandlerModel, use: CallUse, hint: Hint & { kind: 'library' }): void {
  if (model.errorsIn !== undefined) {
    const table = use.args.named.get(model.errorsIn)
    const held = table === undefined ? null : elementOf(act, table, use.instruction).hint
    for (const handler of functionHints(held)) registerErrors(act, model.framework, handler)
    return
  }
  const path = pathOf(use, hint)
  const handlers = handlersOf(act, use)
  if (model.framework === 'fastify-plugin')
    for (const handler of handlers)
      callFunction(
        act,
        handler,
        { ...NO_ARGUMENTS, positional: [library('fastify.Instance'), use.args.positional[1] ?? NOTHING] },
        use.instruction,
      )
  else if (model.framework === 'hapi-plugin') runPlugins(act, use)
  else if (model.framework === 'multer') registerStorage(act, use)
  else if (handlers.length > 0) {
    if (model.framework === 'hono') noteValidators(act, use, handlers)
    const ofErrors = handlers.filter((handler) => isOfErrors(model.framework, hint.name, handler))
    for (const handler of ofErrors) registerErrors(act, model.framework, handler)
    const others = handlers.filter((handler) => !ofErrors.includes(handler))
    if (others.length === 0) return
    register(act, model.framework, others, path, [
      ...checkedMembers(act, use),
      ...(model.framework === 'fastify' ? schemaMembers(act, use) : []),
    ])
  }
}

const OF_ERRORS = /\.(?:(?:app_)?errorhandler|register_error_handler|(?:add_)?exception_handler|setErrorHandler|onError)(?:\(\))?$/

/** Whether the framework calls it with an error: Express tells by the number of parameters, others by what registers it. */
const isOfErrors = (framework: Framework, name: string, { function: { parameters } }: FunctionHint): boolean =>
  framework === 'express' ? parameters.filter(({ kind }) => kind === 'positional').length === 4 : OF_ERRORS.test(name)

function registerErrors({ engine }: Activation, framework: Framework, handler: FunctionHint): void {
  engine.handed.add(handler.function)
  const key = `errors|${handler.module.file}|${handler.function.index}`
  if (engine.registered.has(key)) return
  engine.registered.add(key)
  engine.late.push(() => engine.contain(() => runErrorHandler(engine, framework, handler)))
}

/** The same for an application that only its handlers tell of. */
export function registerGuessed(act: Activation, framework: Framework, use: CallUse): void {
  const handlers = handlersOf(act, use)
  if (handlers.length > 0) register(act, framework, handlers, '', framework === 'fastify' ? schemaMembers(act, use) : [])
}

/** `zValidator('json', schema)`, `validator('query', (value) => ...)` in front of the handlers. */
function noteValidators(act: Activation, use: CallUse, handlers: readonly FunctionHint[]): void {
  const validators = new Map<string, Value>()
  for (const { hint } of use.args.positional) {
    if (hint?.kind !== 'library' || hint.details === null || !VALIDATOR.test(hint.name)) continue
    const [target, check] = hint.details.args
    if (typeof target?.constant === 'string' && check !== undefined) validators.set(target.constant, check)
  }
  if (validators.size > 0) for (const handler of handlers) act.engine.validators.set(handler.function, validators)
}

const VALIDATOR = /^(?:hono\/validator\.validator|@hono\/[\w-]+\.\w*[vV]alidator)\(\)$/

/** `server.register({ plugin, options })`, `server.register([first, second])`: each has a function that is given the server. */
function runPlugins(act: Activation, use: CallUse): void {
  for (const argument of use.args.positional.slice(0, 1))
    for (const given of [argument, ...itemsOf(act, argument)]) {
      const wrapped = getMember(act, given, 'plugin', use.instruction)
      const options = getMember(act, given, 'options', use.instruction)
      const exported = getMember(act, wrapped, 'plugin', use.instruction)
      for (const plugin of [given, wrapped, exported])
        for (const register of functionHints(getMember(act, plugin, 'register', use.instruction).hint))
          callFunction(act, register, { ...NO_ARGUMENTS, positional: [library('hapi.Server'), options] }, use.instruction)
    }
}

const itemsOf = (act: Activation, { objects }: Value): readonly Value[] =>
  objects.flatMap((id) => {
    const object = act.object(id)
    return object?.shape === 'list' ? [...object.entries.values()] : []
  })

/** `multer.diskStorage({ filename(request, file, done) })`. */
function registerStorage(act: Activation, use: CallUse): void {
  const [options] = use.args.positional
  if (options === undefined) return
  for (const key of ['filename', 'destination'])
    for (const handler of functionHints(getMember(act, options, key, use.instruction).hint)) register(act, 'multer', [handler], '', [])
}

/** Handlers of one registration run one after another on the same request: what an earlier one has checked holds for the later ones. */
function register(
  act: Activation,
  framework: Framework,
  handlers: readonly FunctionHint[],
  path: string,
  checked: readonly CheckedMember[],
): void {
  const { engine } = act
  for (const handler of handlers) engine.handed.add(handler.function)
  const key = `${framework}|${handlers.map((handler) => `${handler.module.file}|${handler.function.index}|${handler.environment?.id ?? 0}`).join('|')}`
  if (engine.registered.has(key)) return
  engine.registered.add(key)
  // Of rules that a loop adds, the table tells where its views are served.
  const isListed = path === '' && framework === 'flask'
  const served = isListed ? handlers.map((handler) => viewPaths(engine, handler.function)).join(' ') : path
  engine.pending.push(() => runHandlers(engine, framework, handlers, served, checked))
}

function pathOf(use: CallUse, hint: Hint & { kind: 'library' }): string {
  const candidates = [
    hint.details?.args[0],
    hint.details?.named.get('path'),
    hint.details?.named.get('rule'),
    ...use.args.positional.slice(0, 2),
  ]
  for (const candidate of candidates) if (typeof candidate?.constant === 'string') return candidate.constant
  return ''
}

function handlersOf(act: Activation, use: CallUse): FunctionHint[] {
  const found: FunctionHint[] = []
  const add = (value: Value, depth: number): void => {
    found.push(...functionHints(value.hint))
    if (depth === 0 || value.hint !== null) return
    if (value.objects.length === 0) return
    for (const id of value.objects) {
      const object = act.object(id)
      if (object === undefined) continue
      if (object.shape === 'dict') {
        for (const key of ['handler', 'preHandler', 'preValidation', 'onRequest', 'options', 'config'])
          add(getMember(act, value, key, use.instruction), depth - 1)
      } else for (const entry of object.entries.values()) add(entry, depth - 1)
    }
    if (value.objects.length > 0) found.push(...functionHints(elementOf(act, value, use.instruction).hint))
  }
  for (const value of [...use.args.positional, ...use.args.named.values()]) add(value, 3)
  return found.filter((hint, index) => found.findIndex((other) => other.function === hint.function) === index)
}
