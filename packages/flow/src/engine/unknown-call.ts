import type { IrClass, Module } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import { deepTaints, dictObject, elementOf, makeObject } from './containers.ts'
import { guessedRows } from './guessed-rows.ts'
import { guessedSinks } from './guessed-sinks.ts'
import { DUMPS, isLimitedDump, limitedDump } from './limited-dumps.ts'
import { getMember } from './members.ts'
import { listTaints } from './parts-of-given.ts'
import { returnedRows } from './returned-rows.ts'
import { sanitized } from './sanitize.ts'
import { sinkCall } from './sinks.ts'
import { ownKey } from './special/objects.ts'
import { isTableModel } from './table-models.ts'
import { doubted, type Hint, joinTaints, NOTHING, stepped, type Taint, type Value } from './value.ts'

/** A call of something unknown: recognised by a distinctive method name, else its result may be made of what it got. */
export function unknownCall(act: Activation, use: CallUse): Value {
  if (use.method === 'hasOwnProperty') return ownKey(act, use)
  const dumped = dumpedModel(act, use)
  if (dumped !== null) return dumped
  const returned = returnedRows(act, use)
  if (returned !== null) return returned
  const rows = guessedRows(act, use)
  const callbacks = runCallbacks(act, use)
  if (use.receiver !== null) {
    const model = act.engine.models.ofMethod(use.method)
    sinkCall(act, guessedSinks(act, model, use), use.method, use, 1)
    sinkCall(act, act.engine.models.of(`*.${use.method}`), use.method, use)
    if (model.sanitizer !== null) return sanitized(act, model.sanitizer, use)
    if (model.propagates === 'nothing') return { ...NOTHING, taints: rows }
    if (model.propagates === 'result') return { ...NOTHING, taints: joinTaints(passedOn(act, use, 0), rows) }
  }
  const wrapped = wrappedFunction(use)
  const isOfReceiver = use.receiver !== null && use.receiver.taints.length > 0
  const taints = joinTaints(
    isOfReceiver ? stepped(answered(use, receiverTaints(act, use)), act.frame, use.instruction, `${use.method}()`) : [],
    looksUp(use) ? [] : doubted(answered(use, argumentTaints(act, use)), DOUBT_OF_UNKNOWN),
  )
  const all = joinTaints(joinTaints(taints, callbacks), rows)
  return { ...NOTHING, taints: limitedDump(act, use, all), hint: wrapped }
}

/** `parts.join('')`, which no text of JavaScript has. */
function receiverTaints(act: Activation, { receiver, method }: CallUse): readonly Taint[] {
  if (receiver === null) return []
  return method === 'join' && act.frame.module.language === 'javascript' ? listTaints(act, receiver) : receiver.taints
}

/** `model.model_dump(exclude={'password'})`: a dictionary of the fields. */
export function dumpedModel(act: Activation, use: CallUse): Value | null {
  if (!DUMPS.test(use.method) || use.receiver?.hint?.kind !== 'instance') return null
  const excluded = new Set(textsIn(act, use.args.named.get('exclude')))
  const included = textsIn(act, use.args.named.get('include'))
  const isLimited = isLimitedDump(act, use)
  const entries = new Map<string, Value>()
  let rest: Value | null = null
  for (const id of use.receiver.objects) {
    const object = act.object(id)
    for (const [key, value] of object?.entries ?? [])
      if (!excluded.has(key) && (included.length === 0 || included.includes(key))) entries.set(key, value)
    // Fields that the model keeps without naming them.
    if (!isLimited) rest ??= object?.rest ?? null
  }
  // A model of the caller's: field by field, where some are left out; a row that is the body itself stays whole but for those.
  const { module, class: owner } = use.receiver.hint
  const isLeftOut = included.length > 0 || (excluded.size > 0 && !isTableModel(act.engine.denoter, module, owner))
  if (use.receiver.objects.length === 0 && isLeftOut)
    for (const name of declaredFields(act, module, owner, 0))
      if (!excluded.has(name) && (included.length === 0 || included.includes(name)))
        entries.set(name, getMember(act, use.receiver, name, use.instruction))
  if (entries.size === 0 && rest === null) return null
  const dumped = makeObject(act, use.instruction, 'dumped', dictObject(entries, rest))
  return rest === null ? dumped : { ...dumped, taints: rest.taints }
}

/** Fields with a type, the inherited ones included. */
function declaredFields(act: Activation, module: Module, owner: IrClass, depth: number): readonly string[] {
  const own = owner.members.flatMap(({ kind, name, type }) => (kind === 'field' && type !== null && !name.startsWith('_') ? [name] : []))
  if (depth > 6) return own
  return act.engine.denoter
    .bases(module, owner)
    .flatMap((base) => (base.kind === 'class' ? declaredFields(act, base.module, base.class, depth + 1) : []))
    .concat(own)
}

function textsIn(act: Activation, value: Value | undefined): readonly string[] {
  return (value?.objects ?? [])
    .flatMap((id) => [...(act.object(id)?.entries ?? [])])
    .map(([key, entry]) => (typeof entry.constant === 'string' ? entry.constant : key))
}

const LOOK_UPS =
  /^_?(?:get|fetch|find|load|read|select|query|lookup|search|list|count|exists|first|one|all|rows?|has|is|check|verify|validate|create|insert|update|upsert|delete|remove|save|store|add|set|put|send|publish|emit|notify|enqueue|push|hash|sign|log|debug|info|warn|error|authenticate|login|register|execute|run|call|invoke|dispatch|schedule|track|record|audit)(?![a-z])/

/** A method that looks something up by what it gets: the answer is not made of the question. */
export function looksUp(use: CallUse): boolean {
  if (STATEMENT.test(use.args.positional[0]?.prefix ?? '')) return true
  return use.receiver !== null && !use.receiver.taints.some((taint) => taint.label.kind === 'source') && LOOK_UPS.test(use.method)
}

/** The rows of a statement are not its values: sql`SELECT id FROM files WHERE id = ${id}`. */
const STATEMENT = /^\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|WITH)\s/i

const DOUBT_OF_UNKNOWN = 2

/** Methods whose answer is what they were asked on, or a text of it. */
const GIVES_BACK =
  /^_?(?:get_secret_value|get|get_?value|value|reveal|unwrap|read|text|str|string|to_?(?:string|json|dict|object)|json|dict|(?:model_)?dumps?|stringify|serialize|encode|decode|format|inspect|strip|trim|replace|join|concat|slice|sub|lower|upper|items|values|entries|copy|clone|merge|assign|pop|setdefault)(?![a-z])/i

/** What an unknown call answers of what it got: a client that was made with a key, and what it brings, are not the key. */
export function answered(use: CallUse, taints: readonly Taint[]): readonly Taint[] {
  if (use.method !== '' && GIVES_BACK.test(use.method)) return taints
  return taints.filter(({ label }) => label.kind !== 'source' || label.model.gives !== 'secret')
}

export function argumentTaints(act: Activation, use: CallUse): readonly Taint[] {
  let taints: readonly Taint[] = []
  for (const value of use.args.positional) taints = joinTaints(taints, deepTaints(act, value))
  for (const value of use.args.named.values()) taints = joinTaints(taints, deepTaints(act, value))
  if (use.args.spread !== null) taints = joinTaints(taints, deepTaints(act, use.args.spread))
  if (use.args.spreadNamed !== null) taints = joinTaints(taints, deepTaints(act, use.args.spreadNamed))
  return taints
}

/** Receiver and arguments, as a step. */
export function passedOn(act: Activation, use: CallUse, doubt: number): readonly Taint[] {
  const taints = joinTaints(use.receiver === null ? [] : deepTaints(act, use.receiver), argumentTaints(act, use))
  return doubted(stepped(taints, act.frame, use.instruction, `through ${use.method === '' ? 'a call' : `${use.method}()`}`), doubt)
}

/** Methods of queues, pools and schedulers that run a function with the arguments behind it. */
const HANDS_OVER =
  /^(?:enqueue\w*|submit\w*|spawn\w*|start_soon|add_task|add_job|defer\w*|schedule\w*|call_soon\w*|call_later|call_at|apply|apply_async|run_in_threadpool|run_sync|run_async|to_thread|async_task|create_task|add_callback|once|run_in_background)$/

/** `queue.enqueue(work, url)`, `pool.apply_async(work, args=(url,))`. */
function handedOver(act: Activation, use: CallUse): boolean {
  const at = use.args.positional.findIndex(({ hint }) => functionHints(hint).length > 0)
  const callee = use.args.positional[at]
  if (callee === undefined) return false
  const named = new Map(
    [...use.args.named].filter(([name]) => name !== 'args' && name !== 'kwargs' && !/^(?:job_)?(?:timeout|id|ttl|retry)$/.test(name)),
  )
  const listed = use.args.named.get('args')
  // Behind a list of arguments of its own stands what decides when it runs.
  const positional = listed === undefined ? use.args.positional.slice(at + 1) : []
  const args = {
    ...NO_ARGUMENTS,
    positional,
    named,
    spread: positional.length === 0 ? (listed ?? use.args.spread) : use.args.spread,
    spreadNamed: use.args.named.get('kwargs') ?? use.args.spreadNamed,
    isOpen: true,
  }
  for (const hint of functionHints(callee.hint)) callFunction(act, hint, args, use.instruction)
  return true
}

/** Functions given to unknown code are run: with what it answers, with the elements of the receiver, or with nothing known. */
export function runCallbacks(act: Activation, use: CallUse, answer: Value = NOTHING): readonly Taint[] {
  const isPython = act.frame.module.language === 'python'
  if (isPython && HANDS_OVER.test(use.method) && handedOver(act, use)) return []
  let taints: readonly Taint[] = []
  const element = use.receiver === null ? null : elementOf(act, use.receiver, use.instruction)
  for (const value of [...use.args.positional, ...use.args.named.values()]) {
    for (const hint of functionHints(value.hint)) {
      const isAnswered = answer !== NOTHING && !isPython && takesAnswer(hint)
      const args = isAnswered
        ? { ...NO_ARGUMENTS, positional: [NOTHING, answer], isOpen: true }
        : element !== null && element.taints.length > 0
          ? { ...NO_ARGUMENTS, positional: [element], isOpen: true }
          : { ...NO_ARGUMENTS, isOpen: true }
      const result = callFunction(act, hint, args, use.instruction)
      if (result !== null) taints = joinTaints(taints, doubted(result.taints, 1))
    }
  }
  return taints
}

const FAILURE = /^_+$|^_*(?:e|er|err|error|exception|failure)\d*$|(?:Err|Error|_err|_error)$/

/** `(error, row) => ...`: a callback of Node takes the failure first and the answer behind it. */
function takesAnswer({ function: callee }: FunctionHint): boolean {
  const [failure, answer] = callee.parameters.filter(({ slot, kind }) => slot !== callee.selfSlot && kind === 'positional')
  return answer !== undefined && FAILURE.test(failure?.name ?? '')
}

export function functionHints(hint: Hint | null): FunctionHint[] {
  if (hint === null) return []
  if (hint.kind === 'function') return [hint]
  return hint.kind === 'choice' ? hint.hints.flatMap((one) => functionHints(one)) : []
}

/** `wrap(handler)`, `debounce(f)`, a decorator: what comes back still runs the one function given. */
export function wrappedFunction(use: CallUse): Hint | null {
  // A step of a builder takes a function along; it is none itself.
  if (use.method === 'use' && use.receiver?.hint?.kind === 'library') return null
  const functions = use.args.positional.filter((value) => value.hint?.kind === 'function')
  if (functions.length === 1 && (use.instruction.isDecorator || use.args.positional.length <= 2)) return functions[0]?.hint ?? null
  const first = use.args.positional[0]?.hint ?? null
  return use.instruction.isDecorator && first?.kind === 'class' ? first : null
}
