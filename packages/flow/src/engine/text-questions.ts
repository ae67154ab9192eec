import type { Instruction } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { denyFacts, isElement, isOwnField } from './binary.ts'
import type { CallUse } from './call.ts'
import { deepTaints } from './containers.ts'
import { definitionsOf } from './definitions.ts'
import { factsFor, isHostPart } from './facts-for.ts'
import { ALL_KINDS, HALF, maskOf } from './kinds.ts'
import { hostFacts, originFacts } from './origin-facts.ts'
import { closesBackslash } from './own-site.ts'
import { constantValue, type Fact, NOTHING, SOME_BOOLEAN, type Value } from './value.ts'

export function startsWith(act: Activation, receiver: Value, use: CallUse): Value {
  const [prefix = NOTHING] = use.args.positional
  if (receiver.number === 0) return SOME_BOOLEAN
  if (
    typeof receiver.constant !== 'string' &&
    typeof prefix.constant === 'string' &&
    receiver.prefix.startsWith(prefix.constant) &&
    prefix.constant !== ''
  )
    return constantValue(true)
  if (!prefix.taints.every(isOwnField)) return underGiven(act, receiver, prefix, use)
  const facts: Fact[] = []
  const text = typeof prefix.constant === 'string' ? prefix.constant : null
  const relation = act.engine.numbers.relation(receiver.number)
  if (text === null || isRoot(text)) {
    // A folder that the object keeps ends with a separator only where one is joined to it.
    const slot = use.instruction.args[0]?.value ?? -1
    const isBare = (prefix.taints.length > 0 && !isJoined(act, slot, 0)) || isFolder(act, slot)
    facts.push(...underRoot(act, receiver, act.isResolvedPath(receiver.number), text, isBare))
  }
  const texts = text === null ? tupleTexts(act, prefix) : [text]
  const isOpenEnded = texts.length === 0 && isBareOrigin(act, use.instruction.args[0]?.value ?? -1)
  const isOurs = texts.length > 0 ? texts.every((one) => OWN_ADDRESS.test(one)) : !isOpenEnded && deepTaints(act, prefix).length === 0
  if (isOurs) facts.push(...factsFor(act, receiver.number, maskOf('ssrf', 'open-redirect')))
  else if (isOpenEnded || (text !== null && /^https?:\/\//.test(text)))
    facts.push({
      number: receiver.number,
      cleared: 0,
      weak: {
        name: `startswith(${text === null ? 'an address without its end' : JSON.stringify(text)})`,
        mask: maskOf('ssrf', 'open-redirect'),
      },
    })
  if (text === '/')
    facts.push({ number: receiver.number, cleared: HALF.beginsWithSlash, weak: { name: 'startswith("/")', mask: maskOf('open-redirect') } })
  const whenFalse: Fact[] = []
  // `relative(root, file)` that does not lead upwards.
  if ((text === '..' || text === '../') && relation?.relation === 'path')
    whenFalse.push(...factsFor(act, receiver.number, maskOf('path-traversal')))
  if ((text === '//' && closesBackslash(act, receiver)) || text === '/\\')
    whenFalse.push(...factsFor(act, receiver.number, HALF.notDoubleSlash))
  if (text === '/') whenFalse.push(...factsFor(act, receiver.number, HALF.notAbsolute))
  for (const part of tupleTexts(act, prefix)) {
    if (part === '//') whenFalse.push(...factsFor(act, receiver.number, HALF.notDoubleSlash))
    if (part === '/') whenFalse.push(...factsFor(act, receiver.number, HALF.notAbsolute))
  }
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse } }
}

/** `next.startsWith(env.APP_URL)`: a setting that is called an address has no slash at its end, so that the host may go on behind it. */
function isBareOrigin(act: Activation, slot: number): boolean {
  if (slot < 0 || isJoined(act, slot, 0)) return false
  const read = definitionsOf(act.frame.module, act.frame.function, slot)
  return (
    read.length === 1 &&
    read.every(
      (one) => one.kind === 'instruction' && one.instruction.op === 'get' && /(?:^|_)(?:URL|ORIGIN|HOST|DOMAIN)$/.test(one.instruction.key),
    )
  )
}

/** An address up to its path: nothing that follows changes the host. */
const OWN_ADDRESS = /^https?:\/\/[^/]+\//

/** `startswith(('/', '\\'))`. */
function tupleTexts(act: Activation, prefix: Value): readonly string[] {
  return prefix.objects
    .flatMap((id) => [...(act.object(id)?.entries.values() ?? [])])
    .map(({ constant }) => (typeof constant === 'string' ? constant : ''))
}

const isRoot = (text: string): boolean => text.startsWith('/') && text.length > 1

/** Whether the text is one that the code joins: `root + sep`, `f"{root}/"`. */
function isJoined(act: Activation, slot: number, depth: number): boolean {
  if (slot < 0 || depth > 4) return false
  return definitionsOf(act.frame.module, act.frame.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move') return isJoined(act, instruction.src, depth + 1)
    return (
      instruction.op === 'template' ||
      (instruction.op === 'binary' && instruction.operator === '+') ||
      (instruction.op === 'call' && instruction.method === 'join' && endsJoined(act, instruction))
    )
  })
}

/** `[root, ''].join(sep)`; `path.join` drops what is empty and ends only with a separator that it is given. */
function endsJoined(act: Activation, { receiver, args }: Instruction & { readonly op: 'call' }): boolean {
  const hint = receiver < 0 ? null : act.read(receiver).hint
  if (hint?.kind !== 'library' || !/(?:^|\.)(?:path|posix|win32)$/.test(hint.name)) return true
  const last = args.at(-1)
  const end = last === undefined ? NOTHING : act.read(last.value)
  if (typeof end.constant === 'string') return end.constant.endsWith('/') || (end.constant === '' && act.frame.module.language === 'python')
  return end.hint?.kind === 'library' && end.hint.name.endsWith('.sep')
}

const RESOLVES =
  /^(?:(?:node:)?path\.(?:posix\.|win32\.)?(?:resolve|join|normalize)|os\.path\.(?:abspath|realpath|normpath|join))(?:\(\))?$/
const SEPARATOR = /^(?:(?:node:)?path\.(?:posix\.|win32\.)?sep|os\.(?:path\.)?sep)$/

/** What `path.resolve` and its kin give ends with no separator: `/srv/manuals/4` is also how `/srv/manuals/41` begins. */
function isFolder({ engine: { denoter }, frame }: Activation, slot: number): boolean {
  const denoted = denoter.denote(frame, slot)
  if (denoted.kind !== 'library' || denoted.origin === null || !RESOLVES.test(denoted.name)) return false
  const last = denoted.origin.call.args.at(-1)
  const end = last === undefined ? null : denoter.denote(denoted.origin, last.value)
  if (end?.kind === 'library' && SEPARATOR.test(end.name)) return false
  return !(
    end?.kind === 'constant' &&
    typeof end.value === 'string' &&
    /^$|[\\/]$/.test(end.value) &&
    !/resolve|abspath|realpath|normpath/.test(denoted.name)
  )
}

/** A resolved path that begins with a root stays under it; without resolving, or without the separator, it need not. */
function underRoot(act: Activation, receiver: Value, isResolved: boolean, text: string | null, isBare: boolean): Fact[] {
  const mask = maskOf('path-traversal')
  const name = 'startswith() on a path'
  if (!isResolved) return [{ number: receiver.number, cleared: 0, weak: { name, mask } }]
  const endsWithSeparator = text === null ? !isBare : text.endsWith('/')
  return endsWithSeparator ? factsFor(act, receiver.number, mask) : factsFor(act, receiver.number, 0, { name, mask })
}

/** Below a folder that was passed too, as `base + sep`: the check speaks of all that is not in the folder itself. */
function underGiven(act: Activation, receiver: Value, prefix: Value, use: CallUse): Value {
  const isPath = act.isResolvedPath(receiver.number)
  if (!isPath || !isJoined(act, use.instruction.args[0]?.value ?? -1, 0)) return SOME_BOOLEAN
  const own = receiver.taints.filter(({ label }) => !prefix.taints.some((taint) => taint.label === label))
  const facts = own.flatMap(({ label }) => originFacts(act, label, maskOf('path-traversal')))
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

export function endsWith(act: Activation, receiver: Value, use: CallUse): Value {
  const [suffix = NOTHING] = use.args.positional
  if (receiver.number === 0 || (deepTaints(act, suffix).length > 0 && !isElement(act, suffix, receiver))) return SOME_BOOLEAN
  const isHost = isHostPart(act, receiver.number)
  const text = typeof suffix.constant === 'string' ? suffix.constant : suffix.prefix
  const facts = factsFor(act, receiver.number, maskOf('unsafe-upload'))
  if (text.startsWith('.')) facts.push(...hostFacts(act, receiver))
  if (isHost && text.startsWith('.')) facts.push(...factsFor(act, receiver.number, maskOf('ssrf', 'open-redirect')))
  else if (text.includes('.'))
    facts.push(...factsFor(act, receiver.number, 0, { name: `endswith(${JSON.stringify(text)})`, mask: maskOf('ssrf', 'open-redirect') }))
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

export function contains(act: Activation, receiver: Value, use: CallUse): Value {
  const [item = NOTHING] = use.args.positional
  const isList = !receiver.taints.some((taint) => taint.label.kind === 'source') && receiver.type !== 'string'
  if (isList && item.number !== 0 && (item.taints.length > 0 || isHostPart(act, item.number)))
    return { ...SOME_BOOLEAN, test: { whenTrue: [...factsFor(act, item.number, ALL_KINDS), ...hostFacts(act, item)], whenFalse: [] } }
  if (typeof item.constant === 'string' && receiver.number !== 0)
    return { ...SOME_BOOLEAN, test: { whenTrue: [], whenFalse: denyFacts(act, receiver.number, item.constant) } }
  return SOME_BOOLEAN
}
