import { definitionsOf } from '../engine/definitions.ts'
import { argumentSlot, functionAt, type Scope } from '../engine/program.ts'
import type { RouteFact } from '../facts.ts'
import type { Instruction, IrFunction, Parameter, Slot } from '../ir/ir.ts'
import { codeOf } from '../routes/assess-attachment.ts'
import { comesFrom, operandsOf } from '../routes/comes-from.ts'
import { parameterDependencies } from '../routes/fastapi-dependencies.ts'
import { definitionBehind, isServed, parameterBehind, type Reader, type SeenCall } from '../routes/reader.ts'
import { CONTEXT, CREDENTIAL, createTagReader, HEADER, OWN, REQUEST } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'

/** A function that looks a key up and has computed what is not there: `remember(key, seconds, load)`. */
export interface ReadThrough {
  readonly scope: Scope
  /** Places among the parameters, the receiver left out. */
  readonly key: number
  readonly load: number
}

const KEEPS = /^(?:set|setex|psetex|setEx|put|setItem|add|store|write)$/
const known = new WeakMap<Reader, readonly ReadThrough[]>()

/** The functions of the tree that are caches by what they do, whatever store is behind them. */
export function readThroughs(reader: Reader): readonly ReadThrough[] {
  let found = known.get(reader)
  if (found === undefined) {
    found = reader.program.modules.flatMap((module) =>
      isServed(reader, module.file) ? module.functions.flatMap((fn) => readThroughOf(reader, { module, function: fn })) : [],
    )
    known.set(reader, found)
  }
  return found
}

export const ownParameters = ({ parameters, selfSlot }: IrFunction): IrFunction['parameters'] =>
  parameters.filter(({ slot }) => slot !== selfSlot)

function readThroughOf(reader: Reader, scope: Scope): readonly ReadThrough[] {
  const own = ownParameters(scope.function)
  if (own.length < 2) return []
  const calls = reader.callsIn(scope.function)
  const load = own.findIndex(({ slot }) => calls.some(({ call }) => call.callee >= 0 && isParameter(scope, call.callee, slot)))
  const key = load < 0 ? -1 : own.findIndex(({ slot }, index) => index !== load && isLookedUpAndKept(scope, calls, slot))
  return key < 0 ? [] : [{ scope, key, load }]
}

function isParameter(scope: Scope, slot: Slot, parameter: Slot): boolean {
  const behind = parameterBehind(scope, slot)
  return behind?.function === scope.function && scope.function.parameters[behind.index]?.slot === parameter
}

function isLookedUpAndKept(scope: Scope, calls: readonly SeenCall[], key: Slot): boolean {
  const isKey = (slot: Slot): boolean => comesFrom(scope, slot, key)
  const given = calls.filter(({ call }) => call.args[0] !== undefined && isKey(call.args[0].value))
  let isKept = given.some(({ method }) => KEEPS.test(method))
  let isLookedUp = given.some(({ method }) => !KEEPS.test(method))
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      if (one.op === 'set-index' && isKey(one.index)) isKept = true
      else if (one.op === 'index' && isKey(one.index)) isLookedUp = true
      else if (one.op === 'binary' && (one.operator === 'in' || one.operator === 'not-in') && isKey(one.left)) isLookedUp = true
    }
  return isKept && isLookedUp
}

/** What a caller of such a function gives as the key; -1 when that is not in sight. */
export function keyGiven({ scope, key }: ReadThrough, caller: SeenCall): Slot {
  return argumentSlot(caller.call.args, key, ownParameters(scope.function)[key]?.name ?? '')
}

/** `remember('summary', 120, () => sumsOf(c.get('tenantId')))`: computed for one caller, and given to whoever asks next. */
export function sharedComputations(context: PatternContext): void {
  const { reader, handlers } = context
  const { tags } = createTagReader(reader, new Map())
  for (const cache of readThroughs(reader))
    for (const caller of reader.callersOf(cache.scope.function)) {
      const key = keyGiven(cache, caller)
      const load = reader.denoter.argument(caller, caller.call, cache.load, ownParameters(cache.scope.function)[cache.load]?.name ?? '')
      if (key < 0 || load?.kind !== 'function' || !handlers.has(caller.function)) continue
      const isByGroup = namesGroup(reader, caller, key)
      const isNamed = (tags(caller, key) & (OWN | CREDENTIAL | HEADER)) !== 0 || mayNameCaller(context, caller, key)
      if (isNamed && !isByGroup) continue
      const isWhole = isInside(load.module, load.function, caller.function) || ownParameters(load.function).length === 0
      const loading = { module: load.module, function: load.function }
      const isOfCaller =
        isWhole &&
        (isByGroup
          ? OF_TENANT.test(reader.textOf(load.module.file).slice(load.function.start, load.function.end))
          : asksForCaller(context, loading))
      if (isOfCaller || (isWhole && asksForThing(context, caller, loading)))
        context.emitCall(caller, {
          kind: 'cache-not-keyed-by-user',
          cwe: 524,
          message: isOfCaller
            ? 'what is computed for one caller is kept under a key that does not name the caller'
            : 'what is computed for what the path names is kept under a key that does not name it: whoever asks for another is given the same',
          confidence: 'high',
        })
      else if (isWhole) context.examineCall('cache-not-keyed-by-user', caller)
    }
}

/** `dashboard:${user.role}:${days}`: of the caller the key says only what many share. */
function namesGroup(reader: Reader, caller: SeenCall, key: Slot): boolean {
  const made = definitionBehind(caller, key)
  if (made === null) return false
  const text = reader.textOf(made.scope.module.file).slice(made.instruction.start, made.instruction.end)
  const holes = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, hole = '']) => hole)
  return holes.some((hole) => GROUP.test(hole)) && holes.every((hole) => !ONE.test(hole) && !hole.includes('('))
}

const GROUP = /^\s*\w*(?:user|member|caller|account|me|session|auth|current\w*)\w*\??\.(?:role|plan|tier|locale|language|lang|kind)\s*$/i
const ONE = /id\b|uid|org|tenant|team|company|workspace|account|customer|sub\b|e?mail|slug|key|token|session|owner|name/i
/** What belongs to the tenant or the caller, of which there are many with the same role. */
const OF_TENANT =
  /\b\w*(?:user|member|caller|account|me|session|auth|current\w*)\w*\??\.(?:id|\w+_id|\w+Id|org\w*|tenant\w*|team\w*|company\w*|workspace\w*)\b/i

/** A function that is written out in another one, and has its variables. */
const isInside = ({ functions }: Scope['module'], fn: IrFunction, outer: IrFunction): boolean =>
  functions[fn.parent] === outer || (functions[fn.parent] !== undefined && functions[fn.parent]?.parent === outer.index && outer.index > 0)

/** Whether something that a function works with is the caller's own. */
function asksForCaller({ reader }: PatternContext, scope: Scope): boolean {
  const { tags } = createTagReader(reader, new Map())
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((one) => (one.op === 'get' || one.op === 'call' || one.op === 'load-up') && (tags(scope, one.dst) & OWN) !== 0),
  )
}

/** Whether a function works with what a dependency of its handler has found by the path, and let this caller have. */
function asksForThing({ reader, routes }: PatternContext, caller: SeenCall, loading: Scope): boolean {
  const route = routes.find(({ handler }) => handler?.function === caller.function)
  if (route === undefined) return false
  const used = new Set(
    loading.function.blocks.flatMap(({ instructions }) =>
      instructions.flatMap((one) => (one.op === 'load-up' && loading.module.functions[one.function] === caller.function ? [one.slot] : [])),
    ),
  )
  return caller.function.parameters.some((parameter) => used.has(parameter.slot) && isFoundByPath(reader, caller, parameter, route.fact))
}

/** `shop: Shop = Depends(own_shop)`, which takes `shop_id` of the path. */
const isFoundByPath = (reader: Reader, handler: Scope, parameter: Parameter, { path }: RouteFact): boolean =>
  parameterDependencies(reader, handler, parameter, 0).some((attachment) => {
    const code = codeOf(reader, reader.denoter.denote(attachment.scope, attachment.slot), null, 'returns')
    return code?.target.function.parameters.some(({ name }) => path.includes(`{${name}}`)) === true
  })

const OF_PATH = /^(?:params?|path_params|match_info|view_args|kwargs|pathParameters|getRouterParams?)$/
const WHOLE_PATH = /^(?:path|url|originalUrl|path_qs|raw_path|full_path|rel_url|pathname|href|routePath)$/
const DEEPEST = 12

/**
 * A parameter of the path may be what a guard has compared with the caller, and the path holds it; so may what a function has made of the
 * whole request.
 */
function mayNameCaller(context: PatternContext, scope: Scope, slot: Slot, depth = 0): boolean {
  if (slot < 0 || depth > DEEPEST) return depth > DEEPEST
  const routes = context.routes.filter(({ handler }) => handler?.function === scope.function)
  const parameter = parameterBehind(scope, slot)
  if (parameter !== null) {
    const own = parameter.function.parameters[parameter.index]
    if (routes.length === 0 || own === undefined) return parameter.function === scope.function
    return routes.some(({ fact }) => fact.path.includes(`{${own.name}}`) || isFoundByPath(context.reader, scope, own, fact))
  }
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind === 'loop') return mayNameCaller(context, scope, definition.iterable, depth + 1)
    return definition.kind === 'instruction' && readsPath(context, scope, definition.instruction, depth)
  })
}

function readsPath(context: PatternContext, scope: Scope, instruction: Instruction, depth: number): boolean {
  if (instruction.op === 'load-up') {
    const outer = { module: scope.module, function: functionAt(scope.module, instruction.function) }
    return mayNameCaller(context, outer, instruction.slot, depth + 1)
  }
  const read = instruction.op === 'get' ? instruction.key : instruction.op === 'call' ? instruction.method : ''
  if (OF_PATH.test(read)) return true
  if (WHOLE_PATH.test(read))
    return context.routes.every(({ fact: { path }, handler }) => handler?.function !== scope.function || path.includes('{'))
  if (instruction.op === 'call' && takesRequest(context, scope, instruction)) return true
  const operands = instruction.op === 'get' && OTHER_PARTS.test(read) ? [] : operandsOf(instruction)
  return operands.some((operand) => mayNameCaller(context, scope, operand, depth + 1))
}

/** Parts of a request that say nothing of the path. */
const OTHER_PARTS = /^(?:query|query_params|args|GET|searchParams|body)$/

function takesRequest({ reader }: PatternContext, scope: Scope, call: Parameters<Reader['seenCall']>[0]): boolean {
  const { tags } = createTagReader(reader, new Map())
  return (
    reader.seenCall(call)?.callee.kind === 'function' && call.args.some(({ value }) => (tags(scope, value) & (REQUEST | CONTEXT)) !== 0)
  )
}
