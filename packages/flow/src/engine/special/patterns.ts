import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { listObject, makeObject } from '../containers.ts'
import { factsFor } from '../facts-for.ts'
import { ALL_KINDS, maskOf } from '../kinds.ts'
import { patternOf } from '../pattern-of.ts'
import { anchoredBody, deniedCharacters, isFixedHost, isOwnPath, kindsSafeBySequence } from '../patterns-of-text.ts'
import { replacementTaints } from '../replacement.ts'
import { slowPattern } from '../slow-pattern.ts'
import { clearTaints, type Fact, joinTaints, NOTHING, SOME_STRING, type Value } from '../value.ts'
import { first, type LibraryHint } from './special-call.ts'
import { WHOLE } from './text.ts'

export function pythonMatch(act: Activation, use: CallUse, how: 'full' | 'start' | 'anywhere'): Value {
  const [pattern = NOTHING, subject = NOTHING, flags = use.args.named.get('flags')] = use.args.positional
  slowPattern(act, use, pattern, subject, how)
  return matchValue(act, patternOf(pattern, flags), subject, how, act.engine.numbers.slot(act.frame.function, use.instruction.dst))
}

export function compiledMatch(act: Activation, use: CallUse, _hint: LibraryHint, how: 'full' | 'start' | 'anywhere'): Value {
  const pattern = use.receiver ?? undefined
  slowPattern(act, use, pattern, first(use), how)
  return matchValue(act, patternOf(pattern), first(use), how, act.engine.numbers.slot(act.frame.function, use.instruction.dst))
}

/** `re.findall(pattern, text)`, `pattern.split(text)`: parts of the text; what was found whole has the form of the pattern. */
export function partsByPattern(act: Activation, use: CallUse): Value {
  const compiled = use.receiver !== null && patternOf(use.receiver) !== null ? use.receiver : null
  const [pattern, subject = NOTHING] = compiled === null ? use.args.positional : [compiled, ...use.args.positional]
  slowPattern(act, use, pattern, subject, 'anywhere')
  const source = patternOf(pattern)?.source ?? '('
  const body = use.method === 'split' || source.includes('(') ? null : anchoredBody(source, 'full')
  const part: Value = {
    ...(use.method === 'finditer' ? NOTHING : SOME_STRING),
    taints: body === null ? subject.taints : clearTaints(subject.taints, kindsSafeBySequence(body)),
  }
  return makeObject(act, use.instruction, 'parts', listObject([], 'list', part))
}

export function slowCompiled(act: Activation, use: CallUse): undefined {
  const subject = use.method === 'sub' ? use.args.positional[1] : use.args.positional[0]
  slowPattern(act, use, use.receiver ?? undefined, subject ?? NOTHING, 'anywhere')
}

/** A match object: truthy when the subject has that form; its groups are parts of the subject. */
export function matchValue(
  act: Activation,
  pattern: ReturnType<typeof patternOf>,
  subject: Value,
  how: 'full' | 'start' | 'anywhere',
  number: number,
): Value {
  const value: Value = { ...NOTHING, taints: subject.taints, number }
  if (pattern === null || subject.number === 0) return value
  const { source } = pattern
  // Where each line has a beginning and an end, one good line is enough.
  const isByLine = how !== 'full' && pattern.flags.includes('m')
  const body = isByLine ? null : anchoredBody(source, how)
  const begins = (is: (text: string) => boolean): boolean => (how === 'anywhere' ? !isByLine && is(source) : is(source) || is(`^${source}`))
  const own = begins(isOwnPath) ? maskOf('open-redirect') : 0
  const host = begins(isFixedHost) ? maskOf('ssrf', 'open-redirect') : 0
  const mask = (body === null ? 0 : kindsSafeBySequence(body)) | own | host
  const name = `the pattern ${source.length > 60 ? `${source.slice(0, 57)}...` : source}`
  const weak: Fact = { number: subject.number, cleared: 0, weak: { name, mask: ALL_KINDS } }
  if (mask !== 0) {
    // A half alone rules nothing out.
    const whenTrue = [...((mask & ALL_KINDS) === 0 ? [weak] : []), ...factsFor(act, subject.number, mask)]
    return { ...value, taints: clearTaints(subject.taints, mask), test: { whenTrue, whenFalse: [] }, there: whenTrue }
  }
  const denied = deniedCharacters(source)
  return {
    ...value,
    test: denied === 0 ? { whenTrue: [weak], whenFalse: [weak] } : { whenTrue: [], whenFalse: factsFor(act, subject.number, denied) },
  }
}

export function pythonSub(act: Activation, use: CallUse): Value | undefined {
  const [pattern, replacement, subject] = use.args.positional
  return typeof pattern?.constant === 'string'
    ? substituted(act, use, pattern.constant, replacement, subject ?? use.args.named.get('string'))
    : undefined
}

/** `CONTROL.sub('?', text)` with a pattern that was compiled before. */
export function compiledSub(act: Activation, use: CallUse): Value | undefined {
  slowCompiled(act, use)
  const source = patternOf(use.receiver ?? undefined)?.source
  const [replacement, subject] = use.args.positional
  return typeof source === 'string' ? substituted(act, use, source, replacement, subject ?? use.args.named.get('string')) : undefined
}

/** The subject without what the pattern takes out of it, and with what is put there. */
function substituted(act: Activation, use: CallUse, pattern: string, replacement: Value | undefined, subject: Value = NOTHING): Value {
  const cleared =
    deniedCharacters(pattern) |
    (/^\\W\+?$/.test(pattern) ? ALL_KINDS : 0) |
    (/\\r|\\n|[\r\n]|\\s|\\x00-\\x1f|\[\^ -~/.test(pattern) ? maskOf('log-injection', 'header-injection') : 0)
  const weak = cleared === 0 ? { name: `replacing ${JSON.stringify(pattern)}`, mask: ALL_KINDS } : null
  const kept = clearTaints(subject.taints, cleared | WHOLE, weak)
  return { ...SOME_STRING, taints: joinTaints(kept, replacementTaints(act, replacement, use)) }
}
