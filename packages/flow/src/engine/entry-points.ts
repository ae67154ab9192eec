import type { IrFunction, Module, Parameter } from '../ir/ir.ts'
import { ENTRY_DECORATORS, type EntryKind } from '../knowledge/entry-points.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { Activation } from './activation.ts'
import { answerExits } from './answers.ts'
import { type CallArguments, callWithExits, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import type { Engine } from './engine.ts'
import { answerEvent } from './event-answers.ts'
import { eventValue, isEventHandler } from './event-value.ts'
import { functionInfo } from './function-info.ts'
import { functionAt, type Scope } from './program.ts'
import type { Exit } from './result.ts'
import { methodHint } from './roots.ts'
import { library } from './run-handler.ts'
import { settleChanges } from './shared-state.ts'
import { sourceTaints } from './source-taints.ts'
import { typedValue } from './typed-parameter.ts'
import { NOTHING, type Value } from './value.ts'

/** Handlers of Python that no route leads to: functions of a cloud, procedures, resolvers, messages of sockets. */
export function runEntryPoint(engine: Engine, module: Module, owner: IrFunction): boolean {
  if (module.language !== 'python') return false
  if (isEventHandler(module, owner)) {
    run(engine, module, owner, (act) => ({ ...NO_ARGUMENTS, positional: [eventValue(act, module, owner)] }), answerEvent)
    return true
  }
  const decorated = decoratorKind(engine, module, owner)
  if (decorated === 'http') {
    run(engine, module, owner, () => ({ ...NO_ARGUMENTS, positional: [library('flask.Request')] }), answerRequest)
    return true
  }
  const message = decorated === 'message' ? dataParameter(owner) : messageOf(engine, module, owner)
  if (message !== null) {
    const context = parametersOf(owner).find(({ name }) => /^_?(?:context|ctx)$/.test(name))
    run(engine, module, owner, (act) => {
      const named = new Map([[message.name, messageValue(act, owner)]])
      if (context !== undefined && context !== message) named.set(context.name, library('grpc.ServicerContext()'))
      return { ...NO_ARGUMENTS, named }
    })
    return true
  }
  if (decorated !== 'resolver' && !isResolver(engine, module, owner)) return false
  run(engine, module, owner, (act) => ({ ...NO_ARGUMENTS, named: resolverArguments(act, module, owner) }))
  return true
}

type Answer = (act: Activation, handler: FunctionHint, exits: readonly Exit[]) => void

/** Sent as Flask would. */
const answerRequest: Answer = (act, handler, exits) => answerExits(act, 'flask', handler, NO_ARGUMENTS, exits)

function run(
  engine: Engine,
  module: Module,
  owner: IrFunction,
  argumentsOf: (act: Activation) => CallArguments,
  answer?: Answer,
  isAgain = false,
): void {
  const body = functionAt(module, 0)
  const act = new Activation(engine, engine.frame(module, body), functionInfo(body), null)
  const hint: FunctionHint = { ...methodHint(engine, module, owner), receiver: receiverOf(engine, module, owner) }
  const exits = callWithExits(act, hint, { ...argumentsOf(act), isOpen: true }, owner)
  answer?.(act, hint, exits)
  // The next request finds what this one has left.
  if (settleChanges(act) && !isAgain) run(engine, module, owner, argumentsOf, answer, true)
}

function receiverOf(engine: Engine, module: Module, owner: IrFunction): Value | null {
  const own = module.classes[owner.ownerClass]
  if (own === undefined || owner.selfSlot < 0) return null
  return { ...NOTHING, hint: { kind: 'instance', module, class: own, environment: engine.environments.get(module) ?? null } }
}

const parametersOf = (owner: IrFunction): readonly Parameter[] => owner.parameters.filter(({ slot }) => slot !== owner.selfSlot)

const MESSAGE: SourceModel = {
  names: ['<message>'],
  gives: 'request',
  in: 'body',
  what: 'received in a message',
  isContainer: true,
}

function messageValue(act: Activation, owner: IrFunction): Value {
  const at = { start: owner.start, end: owner.start + 1 }
  return { ...NOTHING, number: act.engine.numbers.fresh(), taints: sourceTaints(act, MESSAGE, null, at) }
}

/** The parameter that holds what a caller of a procedure or a peer of a socket sent; null for other functions. */
function messageOf(engine: Engine, module: Module, owner: IrFunction): Parameter | null {
  if (owner.kind !== 'method') return null
  const [first, second] = parametersOf(owner)
  const name = owner.name.slice(owner.name.lastIndexOf('.') + 1)
  const bases = baseNames(engine, module, owner.ownerClass, 0)
  // `class InventoryServicer(inventory_pb2_grpc.InventoryServicer)`
  if (first !== undefined && /^[A-Z]/.test(name) && bases.some((base) => /Servicer$/.test(base))) return first
  const socket = bases.find((base) => SOCKET_CLASS.test(base))
  if (socket === undefined) return null
  if (/^(?:on_message|receive|receive_json)$/.test(name)) return first ?? null
  if (name === 'on_receive') return second ?? null
  return /Namespace$/.test(socket) && /^on_(?!connect$|disconnect$)/.test(name)
    ? /^socketio\./.test(socket)
      ? (second ?? null)
      : (first ?? null)
    : null
}

const SOCKET_CLASS =
  /^(?:tornado\.websocket\.WebSocketHandler|channels\.generic\.websocket\.\w+|starlette\.endpoints\.WebSocketEndpoint|fastapi\.WebSocketEndpoint|(?:flask_)?socketio\.(?:Async)?(?:Client)?Namespace)$/

/** Names of what the class descends from; libraries by their whole names. */
function baseNames(engine: Engine, module: Module, index: number, depth: number): readonly string[] {
  const owner = module.classes[index]
  if (owner === undefined || depth > 6) return []
  return engine.denoter.bases(module, owner).flatMap((base) => {
    if (base.kind === 'library') return [base.name]
    return base.kind === 'class' ? [base.class.name, ...baseNames(engine, base.module, base.class.index, depth + 1)] : []
  })
}

/** A field of a GraphQL schema of Graphene, whose arguments the caller gives. */
function isResolver(engine: Engine, module: Module, owner: IrFunction): boolean {
  const name = owner.name.slice(owner.name.lastIndexOf('.') + 1)
  if (owner.ownerClass < 0 || !/^(?:mutate|mutate_and_get_payload|resolve_\w+)$/.test(name)) return false
  return baseNames(engine, module, owner.ownerClass, 0).some((base) => /^graphene(?:_\w+)?\./.test(base))
}

/** What the decorators of a function make it; null for all others. */
function decoratorKind(engine: Engine, module: Module, owner: IrFunction): EntryKind | null {
  const scope: Scope = { module, function: functionAt(module, Math.max(0, owner.parent)) }
  for (const slot of owner.decorators) {
    const denoted = engine.denoter.denote(scope, slot)
    if (denoted.kind !== 'library') continue
    const found = ENTRY_DECORATORS.find(([pattern]) => pattern.test(denoted.name.replace(/\(\)$/, '')))
    if (found !== undefined) return found[1]
  }
  return null
}

/** The first parameter that is no name of a connection. */
const dataParameter = (owner: IrFunction): Parameter | null =>
  parametersOf(owner).find(({ name }) => !/^_?(?:sid|environ|ack|context|ctx)$/.test(name)) ?? null

const CONTEXT = /^_?(?:info|root|parent|self|cls|obj|context|source)$/

function resolverArguments(act: Activation, module: Module, owner: IrFunction): Map<string, Value> {
  const named = new Map<string, Value>()
  const scope: Scope = { module, function: functionAt(module, Math.max(0, owner.parent)) }
  const isMethod = owner.ownerClass >= 0
  for (const [index, parameter] of owner.parameters.entries()) {
    const type = parameter.type?.name ?? ''
    if (parameter.slot === owner.selfSlot || /(?:^|\.)(?:Info|ResolveInfo|GraphQLResolveInfo|Parent)$/.test(type)) continue
    if (CONTEXT.test(parameter.name) || (index === 0 && (isMethod || /^_/.test(parameter.name)))) continue
    const place = { module, function: owner, where: 'body' as const, name: parameter.name, depth: 0 }
    named.set(parameter.name, typedValue(act, scope, parameter.type, place))
  }
  return named
}
