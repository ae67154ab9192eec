import type { Activation } from '../activation.ts'
import { isOwnField } from '../binary.ts'
import type { CallUse } from '../call.ts'
import { deepTaints, listObject, makeObject } from '../containers.ts'
import { factsFor } from '../facts-for.ts'
import { HALF, maskOf } from '../kinds.ts'
import { getMember } from '../members.ts'
import type { Relation } from '../numbers.ts'
import { clearTaints, constantValue, joinTaints, NOTHING, SOME_BOOLEAN, SOME_STRING, stepped, type Value } from '../value.ts'
import { first } from './special-call.ts'
import { WHOLE } from './text.ts'

export function pathJoin(act: Activation, use: CallUse): Value {
  const args = use.args.positional
  if (args.length > 0 && use.args.spread === null && args.every((value) => typeof value.constant === 'string'))
    return constantValue(args.map((value) => String(value.constant)).join('/'))
  let taints = use.args.spread === null ? [] : deepTaints(act, use.args.spread)
  for (const value of args) taints = joinTaints(taints, deepTaints(act, value))
  return {
    ...SOME_STRING,
    prefix: args[0]?.prefix ?? '',
    taints: joinedTaints(act, use, taints),
  }
}

function joinedTaints(act: Activation, use: CallUse, taints: Value['taints']): Value['taints'] {
  return stepped(clearTaints(taints, WHOLE), act.frame, use.instruction, 'joined into a path')
}

/** Node joins below the first part whatever the others begin with. */
export function nodeJoin(act: Activation, use: CallUse): Value {
  const [root, ...others] = use.args.positional
  const joined = pathJoin(act, use)
  if (root === undefined) return joined
  const rootTaints = deepTaints(act, root)
  if (rootTaints.length > 0) {
    if (use.args.spread !== null) return joined
    const below = others.reduce<Value['taints']>((taints, value) => joinTaints(taints, deepTaints(act, value)), [])
    return { ...joined, taints: joinedTaints(act, use, joinTaints(rootTaints, clearTaints(below, HALF.notAbsolute))) }
  }
  const below = related(act, use, joined, 'path', true)
  // Below the root of all there is no above, and everything is there.
  if (root.constant === '/') return { ...below, taints: clearTaints(joined.taints, HALF.notUpwards) }
  return { ...below, taints: clearTaints(joined.taints, HALF.notAbsolute) }
}

/** The path of a request begins with a slash: normalized, it leads nowhere above. */
export function normalizedPath(act: Activation, use: CallUse): Value {
  const path = related(act, use, pathJoin(act, use), 'path', false)
  const given = first(use)
  // Behind a folder steps upwards lead out of it, and are gone all the same.
  const isRooted = given.prefix === '/' || act.engine.numbers.parent(given.number)?.key === 'pathname'
  return isRooted ? { ...path, taints: clearTaints(path.taints, HALF.notUpwards) } : path
}

export function isAbsolute(act: Activation, use: CallUse): Value {
  return absoluteTest(act, first(use))
}

export function isAbsoluteObject(act: Activation, use: CallUse): Value {
  return absoluteTest(act, use.receiver ?? NOTHING)
}

function absoluteTest(act: Activation, value: Value): Value {
  return value.number === 0
    ? SOME_BOOLEAN
    : { ...SOME_BOOLEAN, test: { whenTrue: [], whenFalse: factsFor(act, value.number, HALF.notAbsolute) } }
}

/** Gives the value a number of its own that remembers where it came from. */
export function related(act: Activation, use: CallUse, value: Value, relation: Relation, isResolved: boolean): Value {
  const tainted = use.args.positional.filter((argument) => argument.taints.length > 0)
  // A folder that the object itself keeps is no path of the caller.
  const base = tainted.find(({ taints }) => !taints.every(isOwnField)) ?? tainted[0] ?? first(use)
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  if (relation !== 'path' || isResolved) act.engine.numbers.relate(number, base.number, relation)
  return { ...value, number }
}

export function resolvedPath(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, receiver.number, 'path')
  return { ...receiver, number }
}

export function receiverKept(_act: Activation, use: CallUse): Value {
  return use.receiver ?? NOTHING
}

export function joinPathObject(act: Activation, use: CallUse): Value {
  let taints = use.receiver?.taints ?? []
  for (const value of use.args.positional) taints = joinTaints(taints, deepTaints(act, value))
  if (use.args.spread !== null) taints = joinTaints(taints, deepTaints(act, use.args.spread))
  return { ...NOTHING, hint: use.receiver?.hint ?? null, taints: stepped(taints, act.frame, use.instruction, 'joined into a path') }
}

const PATHS = maskOf('path-traversal')

export function isRelativeTo(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  if (receiver.number === 0) return SOME_BOOLEAN
  const isResolved = act.isResolvedPath(receiver.number)
  const facts = isResolved
    ? factsFor(act, receiver.number, PATHS)
    : [{ number: receiver.number, cleared: 0, weak: { name: 'is_relative_to() on an unresolved path', mask: PATHS } }]
  return { ...SOME_BOOLEAN, test: { whenTrue: facts, whenFalse: [] } }
}

/** Raises when the path lies elsewhere. */
export function relativeTo(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  const isResolved = act.isResolvedPath(receiver.number)
  if (isResolved) act.learn(factsFor(act, receiver.number, PATHS))
  return isResolved ? { ...receiver, number: 0, taints: clearTaints(receiver.taints, PATHS) } : { ...receiver, number: 0 }
}

/** `dirname(path) === ROOT` of a path that was resolved. */
export function folderOf(act: Activation, use: CallUse): Value {
  const value = first(use)
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  if (act.isResolvedPath(value.number)) act.engine.numbers.relate(number, value.number, 'path')
  return { ...SOME_STRING, taints: stepped(value.taints, act.frame, use.instruction, 'taken from a path'), number }
}

/** `commonpath([root, path]) == root`. */
export function commonPath(act: Activation, use: CallUse): Value {
  const [list = NOTHING] = use.args.positional
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  const entries = list.objects.flatMap((id) => [...(act.object(id)?.entries.values() ?? [])])
  const among = entries.flatMap(({ taints }) => taints.map(({ label }) => label))
  for (const entry of entries) if (entry.taints.length > 0) act.engine.numbers.relate(number, entry.number, 'path', among)
  return { ...SOME_STRING, number }
}

/** `commonprefix([path, root]) == root` compares characters: `/srv/files-of-others` begins with `/srv/files` too. */
export function commonPrefix(act: Activation, use: CallUse): Value {
  const [list = NOTHING] = use.args.positional
  const entries = list.objects.flatMap((id) => [...(act.object(id)?.entries.values() ?? [])])
  return entries.some(({ constant }) => typeof constant === 'string' && constant.endsWith('/')) ? commonPath(act, use) : SOME_STRING
}

export function suffixed(act: Activation, use: CallUse): Value {
  const value = first(use)
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, value.number, 'suffix')
  const part: Value = { ...SOME_STRING, taints: value.taints, number }
  return { ...makeObject(act, use.instruction, 'split', listObject([{ ...part, number: value.number }, part], 'tuple', null)), number: 0 }
}

export function parsedUrl(act: Activation, use: CallUse): Value {
  const [url = NOTHING, base] = use.args.positional
  const name = act.frame.module.language === 'python' ? 'urllib.parse.ParseResult' : 'URL()'
  return {
    ...NOTHING,
    prefix: url.prefix,
    hint: { kind: 'library', name, origin: null, details: null },
    taints: joinTaints(url.taints, base?.taints ?? []),
  }
}

/** `parseurl(req)`, `parseurl.original(req)`: the address of the request, parsed. */
export function parsedRequest(act: Activation, use: CallUse): Value {
  const address = getMember(act, first(use), 'url', use.instruction)
  return related(act, use, parsedUrl(act, { ...use, args: { ...use.args, positional: [address] } }), 'parsed', false)
}

/** `urljoin(base, target)`: what then holds of the whole address holds of where the target leads. */
export function joinedUrl(act: Activation, use: CallUse): Value {
  const [base = NOTHING, target = NOTHING] = use.args.positional
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  act.engine.numbers.relate(number, target.number, 'parsed')
  const taints = joinTaints(deepTaints(act, base), deepTaints(act, target))
  return { ...SOME_STRING, prefix: base.prefix, number, taints: stepped(taints, act.frame, use.instruction, 'through urljoin()') }
}
