import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { slotsRead } from '../ir/slots-read.ts'
import { effectsOf } from '../routes/effects.ts'
import { isServed, type Reader, slotText, stringAt } from '../routes/reader.ts'
import { CONTEXT, createTagReader, IDENTITY } from '../routes/value-tags.ts'
import type { InstructionFinder, PatternContext } from './context.ts'

const OF_CALLER = String.raw`(?:company|tenant|org(?:ani[sz]ation)?|workspace|account|team|shop|store|branch|role|user|owner)(?:[_-]?(?:id|slug|key|name))?`
const HEADER = new RegExp(`^(?:http[_-])?x[_-](?:[a-z0-9]+[_-])?${OF_CALLER}$`, 'i')
const KEY = new RegExp(`^(?:current|active)?_?${OF_CALLER}$`, 'i')
/** What a verified token, or the row of whoever is signed in, is called. */
const KNOWN =
  /(?:^|[._?!])(?:claims?|payload|decoded|token|jwt|user|session|identity|principal|actor|caller|viewer|current_?user|account|auth|me)(?:[?!]|\(\)|\.data)*$/i
/** What a middleware has left of the caller: `c.get('user')`. */
const GIVEN_CALLER = /^\w+\.get\(\s*['"](?:user|account|member|session|claims?|payload|auth|jwtPayload)['"]\s*\)[?!]?$/i
/** Who may choose, or whether the caller belongs there, is asked. */
const ASKED =
  /\.(?:includes|some|has|every|contains|exists)\s*\(|member|belong|is_?admin|super_?(?:user|admin)|is_?staff|impersonat|allowed|permitted|\bcan\w*\(|\bin\s+[\w.]+(?:tenants|companies|orgs|ids|accounts)\b/i
const CONVERTS = /^(?:Number|String|parseInt|Number\.parseInt|int|str|uuid\.UUID|trim|strip|toString|toLowerCase|lower|BigInt)$/
const DEEPEST = 6

/**
 * `companyId: request.header('x-company') ?? claims.company`: the caller writes the header, and what it says goes before what is known of
 * the caller. A header that is compared with something, or given to a function, may be asked about.
 */
export const claimedTenants: InstructionFinder = {
  ops: ['call', 'index', 'get'],
  find(context, scope, instruction) {
    if (!('dst' in instruction) || !isServed(context.reader, scope.module.file)) return
    const header = headerRead(context, scope, instruction)
    // Who the caller is, where a header of Python says so, is told as that.
    if (header === null || (scope.module.language === 'python' && /user|account/i.test(header))) return
    const text = context.reader.textOf(scope.module.file).slice(scope.function.start, scope.function.end)
    if (scope.function.index === 0 || ASKED.test(text)) return
    const held = heldIn(context, scope, instruction.dst)
    if (held === null || !overrides(context, scope, held)) return
    context.emit(scope, instruction.start, instruction.end, {
      kind: 'claimed-tenant',
      cwe: 807,
      message: `${header}, which the caller writes, goes before what is known of the caller`,
      details: { header, at: isHandler(context, scope) ? 'handler' : 'guard' },
      confidence: 'medium',
    })
  },
}

/** Where a route asks for rows by it, it is an access to objects; where a guard leaves it behind, what all trust. */
const isHandler = ({ routes }: PatternContext, { function: fn }: Scope): boolean => routes.some(({ handler }) => handler?.function === fn)

/** `request.header('x-company')`, `headers['x-tenant-id']`, `headers.get('X-Org-Id')`. */
function headerRead({ reader }: PatternContext, scope: Scope, instruction: Instruction): string | null {
  let object = -1
  let name: string | null = null
  if (instruction.op === 'get') ({ object, key: name } = instruction)
  else if (instruction.op === 'index') {
    object = instruction.object
    name = stringAt(reader, scope, instruction.index)
  } else if (instruction.op === 'call' && /^(?:get|header|getHeader)$/.test(instruction.method)) {
    object = instruction.receiver
    name = stringAt(reader, scope, instruction.args[0]?.value ?? -1)
  }
  if (name === null || !HEADER.test(name)) return null
  const text = slotText(reader, scope, object)
  return /head(?:er)?s?$|META$|^(?:req|request|ctx|c|context|event)$|\.(?:req|request)$/i.test(text) ? name : null
}

/** Where a value goes on its way: names, conversions, joined branches; null where something else is asked with it. */
function heldIn(context: PatternContext, scope: Scope, first: Slot): ReadonlySet<Slot> | null {
  const held = new Set([first])
  for (let before = -1; before !== held.size; ) {
    before = held.size
    for (const { instructions } of scope.function.blocks)
      for (const one of instructions) {
        if (!('dst' in one) || held.has(one.dst) || !slotsRead(one).some((slot) => held.has(slot))) continue
        if (one.op === 'move' || one.op === 'await') held.add(one.dst)
        else if (one.op === 'call') {
          if (isConversion(context, one)) held.add(one.dst)
          else if (!onlyQueries(context, one)) return null
        } else if (one.op === 'binary' && /^(?:===?|!==?|in|<|>|<=|>=)$/.test(one.operator) && !comparesNothing(context.reader, scope, one))
          return null
      }
  }
  return held
}

/** `rowsOf(tenant)`: a function that asks a store with what it is given, and refuses nobody. */
function onlyQueries({ reader }: PatternContext, call: Extract<Instruction, { op: 'call' }>): boolean {
  const callee = reader.seenCall(call)?.callee
  if (callee?.kind !== 'function' || ASKS_RIGHT.test(callee.function.name)) return false
  const decides = callee.function.blocks.some(({ terminator }) => terminator.op === 'branch' || terminator.op === 'throw')
  if (decides) return false
  const effects = effectsOf(reader, callee, new Map())
  return effects.length > 0 && effects.every(({ of }) => of === null || !ASKS_RIGHT.test(of))
}

/** Names of what tells who belongs where. */
const ASKS_RIGHT = /member|role|permission|access|grant|allow|belong|can[A-Z_]|require|check|ensure|assert|verify|guard/i

function isConversion({ reader }: PatternContext, call: Extract<Instruction, { op: 'call' }>): boolean {
  const seen = reader.seenCall(call)
  return seen !== undefined && (CONVERTS.test(seen.name) || CONVERTS.test(seen.method))
}

/** `tenant === undefined`, `role == ''`. */
export function comparesNothing(
  { denoter }: Reader,
  scope: Scope,
  { left, right }: { readonly left: Slot; readonly right: Slot },
): boolean {
  return [left, right].some((slot) => {
    const denoted = denoter.denote(scope, slot)
    return denoted.kind === 'constant' && (denoted.value == null || denoted.value === '')
  })
}

/** Whether one of the places has, on another way, what is known of the caller: the same variable, or the same field. */
function overrides(context: PatternContext, scope: Scope, held: ReadonlySet<Slot>): boolean {
  const sets = new Map<string, Slot[]>()
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) if (one.op === 'set') sets.set(one.key, [...(sets.get(one.key) ?? []), one.src])
  const both = [...sets].some(
    ([key, sources]) =>
      KEY.test(key) &&
      sources.some((src) => held.has(src)) &&
      sources.some((src) => !held.has(src) && isKnownOfCaller(context, scope, src, 0)),
  )
  if (both) return true
  return [...held].some((slot) => {
    const definitions = definitionsOf(scope.module, scope.function, slot)
    if (definitions.length < 2) return false
    return definitions.some(
      (definition) =>
        definition.kind === 'instruction' &&
        (isOfCaller(context, scope, definition.instruction) ||
          slotsRead(definition.instruction).some((src) => !held.has(src) && isKnownOfCaller(context, scope, src, 0))),
    )
  })
}

function isKnownOfCaller(context: PatternContext, scope: Scope, slot: Slot, depth: number): boolean {
  if (depth > DEEPEST) return false
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (isOfCaller(context, scope, instruction)) return true
    const goesOn = instruction.op === 'move' || (instruction.op === 'call' && isConversion(context, instruction))
    return goesOn && slotsRead(instruction).some((src) => isKnownOfCaller(context, scope, src, depth + 1))
  })
}

/** `claims.company`, `request.user.tenantId`, `payload['org']`, `c.get('workspaceId')`. */
function isOfCaller({ reader }: PatternContext, scope: Scope, instruction: Instruction): boolean {
  if (instruction.op === 'call' && instruction.method === 'get') {
    const { tags } = createTagReader(reader, new Map())
    const isLeft = (tags(scope, instruction.receiver) & CONTEXT) !== 0 && (tags(scope, instruction.dst) & IDENTITY) !== 0
    return isLeft && KEY.test(stringAt(reader, scope, instruction.args[0]?.value ?? -1) ?? '')
  }
  const key =
    instruction.op === 'get' ? instruction.key : instruction.op === 'index' ? (stringAt(reader, scope, instruction.index) ?? '') : ''
  if ((instruction.op !== 'get' && instruction.op !== 'index') || !KEY.test(key)) return false
  return KNOWN.test(slotText(reader, scope, instruction.object)) || GIVEN_CALLER.test(slotText(reader, scope, instruction.object))
}
