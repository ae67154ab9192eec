import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { DictEntry, Instruction, Slot } from '../ir/ir.ts'
import { slotsRead } from '../ir/slots-read.ts'
import { effectOf, effectsOf } from '../routes/effects.ts'
import { callBehind, isServed, stringsAt } from '../routes/reader.ts'
import { createTagReader, OWN } from '../routes/value-tags.ts'
import { isRead, isWholeBody } from './body-columns.ts'
import type { InstructionFinder, PatternContext } from './context.ts'

/** Whose a row is. */
const OWNER =
  /^(?:owner|user|seller|author|creator|created_?by|account|member|customer|buyer|tenant|org|organi[sz]ation|company|workspace|team|shop|store|household|project)(?:_?id|_?slug|_?key)?$/i
/** What only the service gives. */
const GIVEN =
  /^(?:(?:is_?)?(?:admin|staff|superuser|verified|approved)|roles?|permissions?|scopes|plan|tier|quota|(?:account_?)?balance(?:_\w+)?|credits?(?:_\w+)?|fees?|commission)$/i

/**
 * `{ tenant: c.get('tenant'), ...filter }`, `{ credit: 0, ...pick(body, ['name', 'credit']) }`: what is written last counts, so that the body
 * says whose rows are meant, or what the service meant to decide.
 */
export const spreadBodies: InstructionFinder = {
  ops: ['dict'],
  find(context, scope, instruction) {
    if (instruction.op !== 'dict' || !isServed(context.reader, scope.module.file)) return
    instruction.entries.forEach((entry, index) => {
      if (entry.kind !== 'entry') return
      const later = instruction.entries.slice(index + 1)
      // The same key once more behind the body puts it right.
      if (later.some((one) => one.kind === 'entry' && one.key === entry.key)) return
      const over = later.find((one) => one.kind === 'spread' && mayName(context, scope, one.value, entry.key))
      if (over !== undefined) judge(context, scope, instruction, entry, over.value)
    })
  },
}

type Dict = Extract<Instruction, { op: 'dict' }>

function judge(context: PatternContext, scope: Scope, dict: Dict, entry: DictEntry & { kind: 'entry' }, over: Slot): void {
  const { tags } = createTagReader(context.reader, new Map())
  const isOwner = OWNER.test(entry.key) && (tags(scope, entry.value) & OWN) !== 0
  const isGiven = GIVEN.test(entry.key) && context.reader.denoter.denote(scope, entry.value).kind === 'constant'
  if ((!isOwner && !isGiven) || isAsked(scope, over, dict) || (isOwner ? isOfService(context, scope) : isRead(context, scope))) return
  const use = useOf(context, scope, dict)
  if (use === null || (use === 'rows' && !isOwner)) return
  context.emit(scope, dict.start, dict.end, {
    kind: use === 'rows' ? 'owner-overridden' : 'mass-assignment-pattern',
    cwe: use === 'rows' ? 639 : 915,
    message:
      use === 'rows'
        ? `the body may name ${entry.key} too, and is written over the caller's own: rows of others are meant by it`
        : `the body may name ${entry.key} too, and is written over what stands before it`,
    details: { field: entry.key },
    confidence: 'high',
  })
}

/** A schema leaves what it names, and the operator of the service may mean all tenants; a role within one may not. */
const isOfService = ({ routes }: PatternContext, { function: fn }: Scope): boolean =>
  routes.some(
    ({ fact: { body, purpose }, handler }) =>
      handler?.function === fn && (body?.extra === 'refused' || body?.extra === 'dropped' || purpose === 'admin'),
  )

const READS_BODY = /\.req(?:uest)?\.(?:json|text|parseBody|body)\b|\breq(?:uest)?\.(?:body|json|text|get_json)\b|\bread_?body\(/i
const READS_SCHEMA = /\b(?:schema|safeParse|parseAsync|validate\w*|z\.|Joi|yup|model_validate)\b/
const LONGEST = 800
const DEEPEST = 6

/** Whether a value is an object of the body as it came, or what is left of it by a list that holds the key. */
function mayName(context: PatternContext, scope: Scope, slot: Slot, key: string): boolean {
  if (isRawObject(context, scope, slot, 0)) return true
  const call = callBehind(context.reader, scope, slot)
  if (call === null) return false
  const given = call.call.args.map(({ value }) => value)
  return (
    given.some((value) => stringsAt(context.reader, scope, value).includes(key)) &&
    given.some((value) => isRawObject(context, scope, value, 0))
  )
}

/** An object of the body as it came: the whole of it, or one that it holds. */
export function isRawObject(context: PatternContext, scope: Scope, slot: Slot, depth: number): boolean {
  if (slot < 0 || depth > DEEPEST) return false
  if (isWholeBody(context, scope, slot)) return true
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') return isRawObject(context, scope, instruction.src, depth + 1)
    if (instruction.op === 'get' || instruction.op === 'index') return isRawObject(context, scope, instruction.object, depth + 1)
    const seen = instruction.op === 'call' ? context.reader.seenCall(instruction) : undefined
    if (instruction.op === 'call' && instruction.method === 'get' && seen?.callee.kind !== 'function')
      return scope.module.language === 'python' && isRawObject(context, scope, instruction.receiver, depth + 1)
    if (seen?.callee.kind !== 'function') return false
    const { module, function: fn } = seen.callee
    const text = context.reader.textOf(module.file).slice(fn.start, fn.end)
    return text.length < LONGEST && READS_BODY.test(text) && !READS_SCHEMA.test(text)
  })
}

/** Whether the object is looked at by anything else than a question whether it is there: its keys may have been. */
function isAsked({ function: fn }: Scope, slot: Slot, dict: Dict): boolean {
  const held = new Set([slot])
  for (const { instructions } of fn.blocks) for (const one of instructions) if (one.op === 'move' && one.dst === slot) held.add(one.src)
  return fn.blocks.some(
    ({ instructions, terminator }) =>
      (terminator.op === 'next' && held.has(terminator.iterable)) ||
      instructions.some(
        (one) =>
          one !== dict &&
          ((one.op === 'call' &&
            !/^typeof$/.test(one.method) &&
            slotsRead(one).some((read) => held.has(read)) &&
            !('dst' in one && held.has(one.dst))) ||
            (one.op === 'delete' && held.has(one.object)) ||
            (one.op === 'set' && held.has(one.object))),
      ),
  )
}

/** What an object is for: values of a row that is written, or which rows are meant; null where neither is seen. */
function useOf(context: PatternContext, scope: Scope, dict: Dict): 'values' | 'rows' | null {
  const { reader } = context
  const tags = createTagReader(reader, new Map())
  const held = new Set<Slot>([dict.dst])
  let isValues = false
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      if (one.op === 'move' && held.has(one.src)) held.add(one.dst)
      if (one.op === 'dict' && one !== dict) {
        const around = one.entries.find(({ value }) => held.has(value))
        if (around === undefined) continue
        if (around.kind === 'entry') isValues = /^(?:data|values|set|create|defaults)$/i.test(around.key)
        held.add(one.dst)
      }
      if (one.op !== 'call' || !one.args.some(({ value }) => held.has(value))) continue
      const seen = reader.seenCall(one)
      if (seen === undefined) continue
      const own = effectOf(reader, seen, tags)
      const kinds =
        own !== null ? [own.kind] : seen.callee.kind === 'function' ? effectsOf(reader, seen.callee, new Map()).map(({ kind }) => kind) : []
      if (kinds.includes('create') || (isValues && kinds.length > 0)) return 'values'
      if (kinds.some((kind) => kind === 'update' || kind === 'delete' || kind.startsWith('read'))) return 'rows'
    }
  return null
}
