import { definitionsOf } from '../../engine/definitions.ts'
import type { Scope } from '../../engine/program.ts'
import type { IrFunction, Slot } from '../../ir/ir.ts'
import { declareNode, MAKERS, receiverNode, VERBS, type Walk } from '../javascript-nodes.ts'
import { callBehind, isServed, listedArguments, namedArgument, type Reader, type SeenCall } from '../reader.ts'
import { bodyOf } from './loop-body.ts'
import { type Item, itemsOf } from './origin.ts'
import { depthOf, type Variable, variablesBehind } from './variables-behind.ts'

/** A function that is called to declare a route, or a loop that declares one for each item of a table. */
export type Registrar =
  | { readonly kind: 'function'; readonly scope: Scope; readonly keys: ReadonlySet<number> }
  | { readonly kind: 'loop'; readonly scope: Scope; readonly slot: Slot; readonly iterable: Slot }

/** A call of a router whose method or path only its surroundings know. */
export interface OpenCall {
  readonly call: SeenCall
  readonly registrars: readonly Registrar[]
}

/** Every call that declares a route, with a path or a method that comes from parameters or from a loop. */
export function openCalls(reader: Reader, registerPlugins: (walk: Walk) => void): readonly OpenCall[] {
  const open = reader.calls.flatMap((call): readonly OpenCall[] => {
    if (!isServed(reader, call.module.file)) return []
    const keys = call.module.language === 'python' ? ruleSlots(call) : keySlots(reader, call)
    const variables = keys.flatMap((slot) => (reader.denoter.denote(call, slot).kind === 'constant' ? [] : variablesBehind(call, slot)))
    const known = variables.flatMap((variable) => [variable, ...tablesBehind(reader, variable)])
    const behind = registrarsBehind(known.filter((variable) => isAround(variable, call)))
    const registrars = behind.length > 0 ? behind : resourceMaker(reader, call)
    return registrars.length === 0 ? [] : [{ call, registrars }]
  })
  if (open.length === 0) return []
  const walk: Walk = { reader, nodes: new Map(), keys: new Map(), guesses: false }
  for (const call of reader.calls) if (call.module.language === 'javascript') declareNode(walk, call)
  registerPlugins(walk)
  walk.guesses = true
  return open.filter(({ call }) => call.module.language === 'python' || receiverNode(walk, asMethod(call)) !== null)
}

/** Callers of a function from which on each has something of its own made. */
const SEVERAL = 2

/** `crud(Item, { fields })`: a function that makes a router for several callers, each of which gives it another resource. */
function resourceMaker(reader: Reader, call: SeenCall): readonly Registrar[] {
  const { module, function: owner } = call
  if (owner.index === 0 || owner.parameters.length === 0 || call.call.receiver < 0 || VERBS[call.method] === undefined) return []
  const made = callBehind(reader, call, call.call.receiver)
  if (made?.function !== owner || !MAKERS.has(`${made.name}()`)) return []
  const scope = { module, function: owner }
  const callers = reader.callersOf(owner).filter((one) => one.call.args.length > 0 && isServed(reader, one.module.file))
  if (callers.length < SEVERAL || makesApplication(reader, scope)) return []
  return [{ kind: 'function', scope, keys: new Set(owner.parameters.keys()) }]
}

/** What the table depends on whose items a callback is given: `table.forEach(({ path }) => ...)`. */
function tablesBehind(reader: Reader, variable: Variable): readonly Variable[] {
  if (variable.kind !== 'parameter' || variable.index !== 0) return []
  const each = eachCall(reader, variable.scope)
  return each === undefined ? [] : variablesBehind(each, each.call.receiver)
}

/** Of several loops that go by the same names, the one in which a call stands is what it depends on. */
function isAround(variable: Variable, { call, function: owner }: SeenCall): boolean {
  if (variable.kind !== 'loop' || variable.scope.function !== owner) return true
  return [...bodyOf(owner, variable.slot)].some((index) => owner.blocks[index]?.instructions.includes(call) === true)
}

/** Methods of Python's routers that take a path and what answers it; of `add_route` frameworks disagree about the order. */
const ADDS_RULE =
  /^add_(?:url_rule|api_route|api_websocket_route|websocket_route|view|get|post|put|patch|delete|head|options|route|static)$/
/** Functions that make an entry of a list of routes. */
const MAKES_RULE = /^(?:aiohttp\.web\.(?:get|post|put|patch|delete|head|options|route|view)|starlette\.routing\.(?:Route|WebSocketRoute))$/
const RULE_NAMES = ['rule', 'path', 'uri', 'uri_template']

/** The path of `app.add_url_rule(rule, view_func=view)`, and of what other frameworks have alike. */
function ruleSlots(call: SeenCall): readonly Slot[] {
  // `for module in (wallet, orders): app.add_routes(module.routes())`
  if (call.method === 'add_routes' && call.call.receiver >= 0) return listedArguments(call.call).slice(0, 1)
  const isMethod = ADDS_RULE.test(call.method) && call.call.receiver >= 0
  if (!(isMethod || MAKES_RULE.test(call.name)) || call.call.isDecorator) return []
  const named = RULE_NAMES.map((name) => namedArgument(call.call.args, name)).filter((slot) => slot >= 0)
  return [...listedArguments(call.call).slice(0, /route$/.test(call.method) ? 2 : 1), ...named]
}

/** What names the route: the path, the method where it is computed, the object that tells both. */
function keySlots(reader: Reader, call: SeenCall): readonly Slot[] {
  const [first, second] = listedArguments(call.call)
  if (first === undefined) return []
  const computed = computedMethod(call)
  if (computed !== null && isChained(reader, call, computed.object)) return [computed.index]
  if (computed !== null) return second === undefined ? [] : [computed.index, first]
  if (call.call.receiver < 0 || isChained(reader, call, call.call.receiver)) return []
  if (call.method === 'route' && second === undefined) return routeKeys(reader, call, first)
  return second !== undefined && (VERBS[call.method] !== undefined || call.method === 'use') ? [first] : []
}

/** `router.route(path).get(...)`: the path stands at the start of the chain. */
function isChained(reader: Reader, scope: Scope, receiver: Slot, depth = 0): boolean {
  const before = depth > 12 ? null : callBehind(reader, scope, receiver)
  if (before === null || before.call.receiver < 0) return false
  if (before.method === 'route') return listedArguments(before.call).length === 1
  return VERBS[before.method] !== undefined && isChained(reader, before, before.call.receiver, depth + 1)
}

/** Path and method of `app.route({ method, url, handler })`. */
function routeKeys(reader: Reader, call: SeenCall, slot: Slot): readonly Slot[] {
  const [only] = definitionsOf(call.module, call.function, slot)
  if (only?.kind !== 'instruction' || only.instruction.op !== 'dict') return [slot]
  const keys = only.instruction.entries.flatMap((entry) =>
    entry.kind === 'spread' || (entry.kind === 'entry' && /^(?:method|url|path)$/.test(entry.key)) ? [entry.value] : [],
  )
  return keys.filter((key) => reader.denoter.denote(call, key).kind !== 'constant')
}

/** `router[method](...)`. */
function computedMethod(call: SeenCall): { readonly object: Slot; readonly index: Slot } | null {
  if (call.call.callee < 0) return null
  const [only, ...more] = definitionsOf(call.module, call.function, call.call.callee)
  return only?.kind === 'instruction' && more.length === 0 && only.instruction.op === 'index' ? only.instruction : null
}

function asMethod(call: SeenCall): SeenCall {
  const computed = computedMethod(call)
  return computed === null ? call : { ...call, method: 'get', call: { ...call.call, callee: -1, receiver: computed.object, method: 'get' } }
}

/** The loops and functions behind, the innermost first. */
export function registrarsBehind(variables: readonly Variable[]): readonly Registrar[] {
  const functions = new Map<IrFunction, { readonly scope: Scope; readonly keys: Set<number> }>()
  const found: Registrar[] = []
  for (const variable of variables) {
    if (variable.kind === 'loop') {
      found.push(variable)
      continue
    }
    const known = functions.get(variable.scope.function)
    if (known !== undefined) known.keys.add(variable.index)
    else {
      const registrar = { kind: 'function', scope: variable.scope, keys: new Set([variable.index]) } as const
      functions.set(variable.scope.function, registrar)
      found.push(registrar)
    }
  }
  return found.sort((a, b) => depthOf(b.scope) - depthOf(a.scope))
}

/** Where a registrar is given what it asks: a call of the function, or an item of the table that it is run for. */
export type Use = { readonly kind: 'call'; readonly call: SeenCall } | { readonly kind: 'item'; readonly item: Item }

export function usesOf(reader: Reader, registrar: Registrar): readonly Use[] {
  if (registrar.kind === 'loop') return itemsOf(reader, registrar.scope, registrar.iterable).map((item) => ({ kind: 'item', item }))
  if (makesApplication(reader, registrar.scope)) return []
  const { module, function: owner } = registrar.scope
  const calls = reader
    .callersOf(owner)
    .filter((call) => call.function !== owner && call.module.language === module.language && isServed(reader, call.module.file))
  if (calls.length > 0) return calls.map((call) => ({ kind: 'call', call }))
  const each = registrar.keys.has(0) ? eachCall(reader, registrar.scope) : undefined
  return each === undefined ? [] : itemsOf(reader, each, each.call.receiver).map((item) => ({ kind: 'item', item }))
}

/** The call that hands a callback the items of a table. */
export function eachCall(reader: Reader, { module, function: owner }: Scope): SeenCall | undefined {
  if (owner.kind !== 'lambda') return undefined
  return reader.callsOfModule(module).find((call) => {
    const [first] = call.call.args
    if (!/^(?:forEach|map|flatMap)$/.test(call.method) || first === undefined || call.call.receiver < 0) return false
    const denoted = reader.denoter.denote(call, first.value)
    return denoted.kind === 'function' && denoted.function === owner
  })
}

/** What makes the application itself is run once, and what it makes is known under the place where it stands. */
export function makesApplication(reader: Reader, { function: owner }: Scope): boolean {
  return reader.callsIn(owner).some((call) => MAKERS.get(`${call.name}()`)?.isApplication === true)
}
