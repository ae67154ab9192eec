import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { possibleValues } from './handler-values.ts'
import { callBehind, type Reader, type SeenCall, slotText } from './reader.ts'
import { originOf } from './registrars/origin.ts'
import { eachCall } from './registrars/registrars.ts'
import type { Attachment } from './router-graph.ts'

/** One function of those that an attachment puts before a handler. */
export interface AttachedPart {
  readonly attachment: Attachment
  readonly denoted: Denotation
  /** The call that made it, where it stands by itself. */
  readonly call: SeenCall | null
}

/** Where one of the given functions is enough, none of them is asked for certain. */
const ANY_OF = /any|either|(?:^|_)or(?:_|$)|some|one_?of|first|race/i
const DEEPEST = 3

/** What an attachment consists of: itself, the items of a list, or all that a function of the tree makes one of: `compose(signedIn, role('x'))`. */
export function attachedParts(reader: Reader, attachment: Attachment, depth = 0): readonly AttachedPart[] {
  const { scope, slot } = attachment
  const denoted = reader.denoter.denote(scope, slot)
  const call = callBehind(reader, scope, slot) ?? callElsewhere(reader, scope, slot)
  const maker = call?.callee.kind === 'function' && call.module.language === 'javascript' ? call : null
  if (denoted.kind === 'list')
    return maker === null || depth > DEEPEST
      ? denoted.items.map((item) => partOfList(attachment, item))
      : denoted.items.flatMap((item) => partsOfMade(reader, attachment, maker, item, depth))
  const items = denoted.kind === 'unknown' || denoted.kind === 'parameter' ? itemsOfLoop(reader, scope, slot, denoted) : []
  if (items.length > 0) return items.map((item) => partOfList(attachment, item))
  const composed = maker === null || depth > DEEPEST ? [] : composedParts(reader, attachment, maker, denoted, depth)
  return composed.length > 0 ? composed : [{ attachment, denoted, call }]
}

/** The call that made what another file exports: `exports.staff = compose(signedIn, isStaff)`. */
function callElsewhere(reader: Reader, scope: Scope, slot: Slot): SeenCall | null {
  const made = scope.module.language === 'javascript' ? originOf(reader, scope, slot)?.instruction : undefined
  return made?.op === 'call' ? (reader.seenCall(made) ?? null) : null
}

/** What a loop over a list gives: `for (const guard of [signedIn, isStaff]) app.use(guard)`, `guards.forEach((guard) => app.use(guard))`. */
function itemsOfLoop(reader: Reader, scope: Scope, slot: Slot, denoted: Denotation): readonly Denotation[] {
  if (scope.module.language !== 'javascript') return []
  const each = denoted.kind === 'parameter' && denoted.index === 0 && denoted.path === '' ? eachCall(reader, denoted) : undefined
  const list = each === undefined ? null : reader.denoter.denote(each, each.call.receiver)
  const items = list?.kind === 'list' ? list.items : possibleValues(reader, scope, slot)
  return items.every(({ kind }) => kind === 'function' || kind === 'library') ? items : []
}

/** An item is called as it is, not as the list is. */
function partOfList(attachment: Attachment, item: Denotation): AttachedPart {
  const name = item.kind === 'function' && !/<(?:lambda|anonymous)/.test(item.function.name) ? item.function.name : null
  return { attachment: name === null ? attachment : { ...attachment, label: name }, denoted: item, call: null }
}

/** `const checked = (...chains) => [...chains, refuseWhatIsWrong]`: an item of the list that the call makes. */
function partsOfMade(reader: Reader, attachment: Attachment, maker: SeenCall, item: Denotation, depth: number): readonly AttachedPart[] {
  if (item.kind === 'function') return [{ attachment: { ...attachment, label: item.function.name }, denoted: item, call: null }]
  if (item.kind !== 'parameter' || maker.callee.kind !== 'function' || item.function !== maker.callee.function)
    return item.kind === 'library' ? [{ attachment: { ...attachment, label: item.name }, denoted: item, call: null }] : []
  return givenParts(reader, attachment, maker, item.index, depth)
}

/** The parts that a call is given from one of its parameters on, where that takes what is left, else for that one. */
function givenParts(reader: Reader, attachment: Attachment, maker: SeenCall, index: number, depth: number): readonly AttachedPart[] {
  const parameter = maker.callee.kind === 'function' ? maker.callee.function.parameters[index] : undefined
  const given = maker.call.args.slice(index, parameter?.kind === 'rest' ? undefined : index + 1)
  return given.flatMap(({ value }) =>
    attachedParts(reader, { ...attachment, scope: maker, slot: value, label: slotText(reader, maker, value) }, depth + 1),
  )
}

/** The functions of which one is made that runs them all; none where it is made of anything else. */
function composedParts(reader: Reader, attachment: Attachment, maker: SeenCall, made: Denotation, depth: number): readonly AttachedPart[] {
  if (maker.callee.kind !== 'function' || made.kind !== 'function' || made.function.parent !== maker.callee.function.index) return []
  const { parameters, name } = maker.callee.function
  const index = parameters.findIndex(({ kind }, at) => kind === 'rest' || isList(reader, maker, at))
  if (index < 0 || ANY_OF.test(name)) return []
  const parts = givenParts(reader, attachment, maker, index, depth)
  return parts.length > 0 && parts.every(({ denoted }) => denoted.kind === 'function' || denoted.kind === 'library') ? parts : []
}

const isList = (reader: Reader, maker: SeenCall, at: number): boolean => reader.denoter.argument(maker, maker.call, at)?.kind === 'list'
