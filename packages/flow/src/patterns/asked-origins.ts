import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { definitionBehind, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
import { hasLoosePattern, isLooseOriginTest } from './origin-tests.ts'

/** Words by which a function that sets the header looks at the origin. */
const ASKS_HERE =
  /includes|\.has\(|indexOf|\.some\(|allowed|whitelist|\borigin\s+(?:not\s+)?in\b|match|test\(|trusted|origin\s*[!=]==?\s*["'`\w]/i
/** Words by which a function that is given the origin does. */
const ASKS =
  /includes|\.has\(|indexOf|\.(?:some|find|match|test)\(|allowed|trusted|\b(?:not )?in\b|[!=]==?\s*(?!null\b|undefined\b|false\b|true\b|None\b|['"`]{2})["'`\w]/i
/** A word that only says of what type it is, or whether there is one. */
const OF_TYPE = /typeof\s+[\w.]+\s*[!=]==?\s*['"]\w+['"]/g
const DEEPEST = 2

/**
 * The functions of the tree that the conditions of a function hand something on to, as `if (origin && ourOrigin(origin))` does, the function
 * itself first; and whether there is one whose code is not in sight.
 */
interface Asked {
  readonly scopes: readonly Scope[]
  readonly isUnread: boolean
}

function askedBy(reader: Reader, scope: Scope, depth = 0): Asked {
  const calls = reader.callsIn(scope.function).filter((call) => decides(scope, call))
  const inner = calls.flatMap(({ callee }) =>
    callee.kind === 'function' && depth < DEEPEST && callee.function !== scope.function ? [askedBy(reader, callee, depth + 1)] : [],
  )
  return {
    scopes: [scope, ...inner.flatMap(({ scopes }) => scopes)],
    isUnread: inner.some(({ isUnread }) => isUnread) || calls.some((call) => isUnread(reader, call)),
  }
}

/** Whether the result of a call is what a branch asks, or what the function gives back. */
function decides({ module, function: fn }: Scope, { call }: SeenCall): boolean {
  return fn.blocks.some(({ terminator }) => {
    const asked = terminator.op === 'branch' ? terminator.condition : terminator.op === 'return' ? terminator.src : -1
    return asked >= 0 && (asked === call.dst || comesFrom({ module, function: fn }, asked, call.dst))
  })
}

/** `isOurs(origin)` of a module that is not here; what hands the request on, as `handler(request)` does, asks nothing of its origin. */
const isUnread = (reader: Reader, seen: SeenCall): boolean =>
  seen.call.receiver < 0 &&
  seen.callee.kind !== 'function' &&
  !/^(?:String|Boolean|URL|new URL|Number)$/.test(seen.name) &&
  seen.call.args.length > 0 &&
  !seen.call.args.every(({ value }) => REQUEST.test(slotText(reader, seen, value)))

const REQUEST = /^(?:req|request|ctx|context|c|event|scope|environ|receive|send|res|response|next)$/

/** The test, in a function or in one that it asks, that hosts of others pass too; null where there is none. */
export function looseTestOf(reader: Reader, scope: Scope): SeenCall | null {
  const calls = askedBy(reader, scope).scopes.flatMap(({ module, function: fn }) =>
    module.functions.filter((one) => one === fn || one.parent === fn.index).flatMap((one) => reader.callsIn(one)),
  )
  return calls.find((call) => isLooseOriginTest(reader, call) || matchesLoosely(reader, call)) ?? null
}

/** Whether a function looks at the origin before it allows it, itself or through another function. */
export function asksForOrigin(reader: Reader, scope: Scope): boolean {
  const { scopes, isUnread } = askedBy(reader, scope)
  const textOf = ({ module, function: fn }: Scope): string => reader.textOf(module.file).slice(fn.start, fn.end).replace(OF_TYPE, '')
  const [own, ...others] = scopes
  return isUnread || (own !== undefined && ASKS_HERE.test(textOf(own))) || others.some((one) => ASKS.test(textOf(one)))
}

/** `/shop\.example$/.test(origin)`, `origin.match(/^https:\/\/shop\.example/)`. */
export function matchesLoosely(reader: Reader, call: SeenCall): boolean {
  const slot: Slot =
    call.method === 'test' || call.method === 'exec' ? call.call.receiver : call.method === 'match' ? (call.call.args[0]?.value ?? -1) : -1
  return slot >= 0 && hasLoosePattern(reader.denoter.denote(call, slot))
}

/** `'shop.example' in origin` of Python: what only holds the name of a host is of anybody who calls it so. */
export function holdsHostLoosely(reader: Reader, scope: Scope): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((one) => {
      if (one.op !== 'binary' || one.operator !== 'in' || scope.module.language !== 'python') return false
      const text = stringAt(reader, scope, one.left)
      const read = definitionBehind(scope, one.right)?.instruction.op
      return text !== null && /[\w-]\.[a-z]{2,}$/i.test(text) && read !== 'list' && /origin/i.test(slotText(reader, scope, one.right))
    }),
  )
}
