import type { FlowKind } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { isFileName } from './conditions/text.ts'
import { deepTaints } from './containers.ts'
import { HOST_PART, type KindMask, maskOf, RESOLVED } from './kinds.ts'
import type { Range } from './place.ts'
import { distinctFacts } from './state.ts'
import { type Fact, type Label, SOME_BOOLEAN, type Taint, type Value } from './value.ts'

const PROTECTED = maskOf('ssrf')
/** Keys under which an address, or its host, is a part of what it was read from. */
const IS_PART = /^(?:hostname|netloc|host|origin|address|-?\d+|\*)$/

/** Facts on origins have numbers of their own: below zero, by the label. A field of a request that a function reads again is the same one. */
function numberOf(label: Label): number {
  if (label.kind === 'parameter' || label.name === null || label.model.gives !== 'request') return -label.id
  const known = firstReads.get(label.function) ?? new Map<string, number>()
  firstReads.set(label.function, known)
  const key = `${label.model.in} ${label.model.what} ${label.name} ${label.from?.id ?? ''}`
  const first = known.get(key) ?? label.id
  known.set(key, first)
  return -first
}

const firstReads = new WeakMap<IrFunction, Map<string, number>>()

/** The label, then what it was read from: a host's address, an item of a list of addresses. */
function* labelsAbove(act: Activation, label: Label): Generator<Label> {
  yield label
  if (label.kind === 'parameter') {
    for (let length = label.path.length; length > 0 && IS_PART.test(label.path[length - 1] ?? ''); length--)
      yield act.engine.parameterLabel(label.frame, label.root, label.path.slice(0, length - 1))
    return
  }
  const names = label.name?.split('.') ?? []
  for (let length = names.length; length > 1 && IS_PART.test(names[length - 1] ?? ''); length--)
    yield act.engine.sourceLabel(label.model, names.slice(0, length - 1).join('.'), label, label.from)
}

const originFact = (label: Label, cleared: KindMask): Fact => ({ number: numberOf(label), cleared, weak: null, origin: label })

/** What is said of everything that came from there, and of what it was read from. */
export const originFacts = (act: Activation, label: Label, cleared: KindMask): readonly Fact[] =>
  [...labelsAbove(act, label)].map((one) => originFact(one, cleared))

/** What a condition on a resolved address says of the address that the caller gave: it was looked at before anything is sent there. */
export function checkedAddresses(act: Activation, values: readonly Value[], mayBePending = true): readonly Fact[] {
  const facts: Fact[] = []
  for (const value of values)
    for (const { label, cleared } of deepTaints(act, value)) {
      if ((cleared & RESOLVED) === 0) {
        if (mayBePending && label.kind === 'parameter')
          for (const fact of originFacts(act, label, PROTECTED)) facts.push({ ...fact, isPending: true })
        continue
      }
      facts.push(...originFacts(act, label, PROTECTED))
    }
  return facts
}

const SENT = maskOf('ssrf', 'open-redirect')

/** A host that is one of ours: whatever it was read from leads there, wherever that is kept by now. */
export function hostFacts(act: Activation, host: Value): readonly Fact[] {
  const facts: Fact[] = []
  for (const { label, cleared } of host.taints) if ((cleared & HOST_PART) !== 0) facts.push(...originFacts(act, label, SENT))
  return facts
}

/** The result of asking something about a resolved address, whichever way the answer goes. */
export function withAddressTest(act: Activation, asked: readonly Value[], answer: Value, mayBePending = true): Value {
  if (!act.engine.resolvesNames || answer.objects.length > 0) return answer
  const facts = checkedAddresses(act, asked, mayBePending)
  if (facts.length === 0) return answer
  const { test } = answer
  return {
    ...answer,
    test: {
      whenTrue: test?.whenTrue === null ? null : distinctFacts([...(test?.whenTrue ?? []), ...facts]),
      whenFalse: test?.whenFalse === null ? null : distinctFacts([...(test?.whenFalse ?? []), ...facts]),
    },
  }
}

/** What tells internal networks from the rest; loopback alone leaves the others open. */
export const ADDRESS_TESTS = new Set(['is_private', 'is_global'])

export const addressTest = (act: Activation, address: Value): Value => withAddressTest(act, [address], SOME_BOOLEAN)

/** Whether what is known at this place rules out that the taint causes the weakness. */
export function isRuledOut(act: Activation, { label }: Taint, kind: FlowKind, at: Range): boolean {
  const mask = maskOf(kind)
  if ((clearedByOrigin(act, label) & mask) !== 0) return true
  return act.loopFacts.some(
    ({ from, fact: known }) => known.origin === label && known.isPending !== true && (known.cleared & mask) !== 0 && at.start > from,
  )
}

/** What is known at this place of everything that came from there. */
export function clearedByOrigin(act: Activation, label: Label): KindMask {
  let cleared = 0
  // What is known of an address is known of its host.
  for (const one of labelsAbove(act, label)) {
    const fact = act.state.facts.get(numberOf(one))
    if (fact !== undefined && fact.isPending !== true) cleared |= one === label ? fact.cleared : fact.cleared & PROTECTED
  }
  return cleared
}

/** In a loop over addresses, one way out of a condition ends the function: what comes after the loop has seen them all checked. */
export function noteLoopFacts(act: Activation, facts: readonly Fact[], from: number): void {
  for (const fact of facts)
    if (fact.origin !== undefined && !act.loopFacts.some((known) => known.fact.number === fact.number && known.from === from))
      act.loopFacts.push({ from, fact })
}

/** What is in a list of ours is the suffix of the upload, however often the code takes it out of the name. */
export function uploadFacts(act: Activation, item: Value): readonly Fact[] {
  return item.taints
    .filter((taint) => taint.label.kind === 'parameter' || isFileName(taint))
    .flatMap(({ label }) => originFacts(act, label, maskOf('unsafe-upload')))
}
