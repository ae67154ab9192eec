import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { dictObject, elementOf, listObject, makeObject } from './containers.ts'
import { factsFor } from './facts-for.ts'
import { ALL_KINDS, type KindMask, maskOf } from './kinds.ts'
import { getMember } from './members.ts'
import { patternOf } from './pattern-of.ts'
import { anchoredBody, kindsSafeBySequence } from './patterns-of-text.ts'
import type { Range } from './place.ts'
import { matchSlowly } from './slow-pattern.ts'
import { clearTaints, type Fact, type Hint, NOTHING, SOME_BOOLEAN, type Value } from './value.ts'

type LibraryHint = Hint & { readonly kind: 'library' }

/** What each schema library calls its ways to check a value. */
export const SCHEMA_NAME = /^(?:zod|joi|@hapi\/joi|yup|valibot|superstruct|ajv|celebrate|@sinclair\/typebox|@vinejs\/vine|arktype)(?:\.|\()/
const CHECKS = new Set([
  'parse',
  'parseAsync',
  'safeParse',
  'safeParseAsync',
  'validate',
  'validateAsync',
  'validateSync',
  'attempt',
  'cast',
  'assert',
])
/** These throw when the value does not fit; the others answer with an object. */
const THROWING = new Set(['parse', 'parseAsync', 'validateAsync', 'validateSync', 'attempt', 'assert', 'cast'])

const TEXT_ONLY = maskOf('nosql-injection', 'mass-assignment')
/** An address of mail is one line. */
const LINE_BREAKS = maskOf('header-injection', 'log-injection')
const SAFE_STEPS =
  /\.(?:enum|nativeEnum|literal|number|boolean|bool|bigint|date|int|uuid|guid|cuid2?|ulid|nanoid|datetime|isoDate|ip|ipv4|ipv6|hex|alphanum|oneOf|valid|valids|equal|picklist|integer|alphanumeric|isoDateTime|alphaNumeric|alpha|in|ipAddress|mobile|accepted)\(\)/
const TEXT_STEPS = /\.(?:string|email|url|uri|min|max|trim|length)\(\)/

/** `schema.parse(input)` and its kin; null when the receiver is no schema. */
export function schemaCall(act: Activation, use: CallUse): Value | null {
  const hint = use.receiver?.hint
  if (hint?.kind !== 'library' || !CHECKS.has(use.method) || !SCHEMA_NAME.test(hint.name)) return null
  const isYup = /^(?:yup|@vinejs\/vine)\b/.test(hint.name)
  const input = use.args.positional[0] ?? NOTHING
  const facts: Fact[] = []
  const output = narrowed(act, hint, input, facts, use.instruction, 0)
  const isThrowing = THROWING.has(use.method) || (use.method === 'validate' && isYup)
  if (isThrowing) {
    act.learn(facts)
    return output
  }
  const test = { whenTrue: facts, whenFalse: [] }
  const failed = { whenTrue: [], whenFalse: facts }
  const entries = new Map<string, Value>([
    ['success', { ...SOME_BOOLEAN, test }],
    ['data', output],
    ['value', output],
    ['error', { ...NOTHING, test: failed }],
    ['output', output],
  ])
  return makeObject(act, use.instruction, 'checked', dictObject(entries, null))
}

/** The input as that schema lets it through; the input itself when it is no schema. */
export function checkedBy(act: Activation, schema: Value, input: Value, at: Range): Value {
  return schema.hint?.kind === 'library' && SCHEMA_NAME.test(schema.hint.name) ? narrowed(act, schema.hint, input, [], at, 0) : input
}

/** The input as the schema lets it through; `facts` get what then holds of the input itself. */
function narrowed(act: Activation, hint: LibraryHint, input: Value, facts: Fact[], at: Range, depth: number): Value {
  const compiled = /\.(?:compile|create)\(\)$/.test(hint.name) ? hint.details?.args[0]?.hint : null
  if (compiled?.kind === 'library' && depth < 4) return narrowed(act, compiled, input, facts, at, depth + 1)
  const chain = chainOf(hint)
  const shape = chain.find((step) => /\.(?:object|strictObject|looseObject|keys|shape|interface|extend|merge)\(\)$/.test(step.name))
  if (shape !== undefined && depth < 4) return narrowedObject(act, chain, input, facts, at, depth)
  const list = chain.find((step) => /\.(?:array|items|of|tuple|set)\(\)$/.test(step.name))
  if (list !== undefined && depth < 4) {
    const item = list.details?.args[0]?.hint
    const element = elementOf(act, input, at)
    return makeObject(
      act,
      at,
      `items${depth}:${hint.name.length}`,
      listObject([], 'list', item?.kind === 'library' ? narrowed(act, item, element, [], at, depth + 1) : element),
    )
  }
  matchSteps(act, chain, input, at)
  const mask = maskOfChain(chain)
  if (mask === 0) return input
  if (input.number !== 0) facts.push(...factsFor(act, input.number, mask))
  return { ...input, objects: [], hint: null, taints: clearTaints(input.taints, mask) }
}

function narrowedObject(act: Activation, chain: readonly LibraryHint[], input: Value, facts: Fact[], at: Range, depth: number): Value {
  const entries = new Map<string, Value>()
  for (const step of chain) {
    const fields = step.details?.args[0]
    if (fields === undefined) continue
    for (const id of fields.objects) {
      for (const [key, schema] of act.object(id)?.entries ?? []) {
        const member = getMember(act, input, key, at)
        const isSchema = schema.hint?.kind === 'library' && SCHEMA_NAME.test(schema.hint.name)
        entries.set(key, isSchema && schema.hint?.kind === 'library' ? narrowed(act, schema.hint, member, facts, at, depth + 1) : member)
      }
    }
  }
  const isOpen = chain.some((step) => /\.(?:passthrough|loose|unknown|catchall|looseObject)\(\)$/.test(step.name))
  const made = makeObject(
    act,
    at,
    `fields${depth}:${[...entries.keys()].join()}`,
    dictObject(entries, isOpen ? elementOf(act, input, at) : null),
  )
  return isOpen ? { ...made, taints: input.taints } : made
}

/** The calls that built a schema, last first: `z.string().regex(x)` is regex, string. */
function chainOf(hint: LibraryHint): LibraryHint[] {
  const chain: LibraryHint[] = []
  let at: Hint | null = hint
  for (let depth = 0; depth < 24 && at?.kind === 'library'; depth++) {
    chain.push(at)
    at = at.details?.receiver?.hint ?? null
  }
  return chain
}

/** `z.string().regex(pattern)` runs its pattern on whatever was sent. */
function matchSteps(act: Activation, chain: readonly LibraryHint[], input: Value, at: Range): void {
  if (input.taints.length === 0) return
  for (const step of chain) {
    const known = /\.(?:regex|pattern|matches)\(\)$/.test(step.name) ? patternOf(step.details?.args[0]) : null
    if (known !== null) matchSlowly(act, known, input.taints, at, 'anywhere')
  }
}

function maskOfChain(chain: readonly LibraryHint[]): KindMask {
  const name = chain[0]?.name ?? ''
  if (SAFE_STEPS.test(name)) return ALL_KINDS
  let mask = (TEXT_STEPS.test(name) ? TEXT_ONLY : 0) | (/\.email\(\)/.test(name) ? LINE_BREAKS : 0)
  for (const step of chain) {
    if (!/\.(?:regex|pattern|matches|length_)\(\)$/.test(step.name)) continue
    const pattern = step.details?.args[0]?.hint
    const source = pattern?.kind === 'library' ? pattern.details?.args[0]?.constant : null
    const body = typeof source === 'string' ? anchoredBody(source, 'anywhere') : null
    if (body !== null) mask |= kindsSafeBySequence(body) | TEXT_ONLY
  }
  return mask
}
