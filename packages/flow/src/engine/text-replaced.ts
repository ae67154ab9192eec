import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { definitionsOf } from './definitions.ts'
import { ALL_KINDS, HALF, INSIDE, maskOf } from './kinds.ts'
import { kindsSafeWith, takesSlash } from './patterns-of-text.ts'
import { replacementTaints } from './replacement.ts'
import { clearTaints, type Fact, joinTaints, NOTHING, type Value } from './value.ts'

/** What removing or doubling some text is worth; most home-made escapes are not enough. */
export function replaced(act: Activation, receiver: Value, use: CallUse): Value {
  const [pattern, replacement] = use.args.positional
  const taints = joinTaints(receiver.taints, replacementTaints(act, replacement, use))
  const text = typeof pattern?.constant === 'string' ? pattern.constant : null
  const isRegex = pattern?.hint?.kind === 'library' && pattern.hint.name === 'RegExp'
  const source = isRegex && pattern?.hint?.kind === 'library' ? pattern.hint.details?.args[0]?.constant : null
  const flags = isRegex && pattern?.hint?.kind === 'library' ? String(pattern.hint.details?.args[1]?.constant ?? '') : ''
  const isAll = use.method === 'replaceAll' || act.frame.module.language === 'python' || flags.includes('g')
  const effect = replacementEffect(
    text ?? (typeof source === 'string' ? source : ''),
    isAll,
    isRegex,
    typeof replacement?.constant === 'string' ? replacement.constant : null,
    replacement !== undefined && replacement.hint?.kind === 'function',
  )
  const isSlashTaken = isAll && (isRegex ? takesSlash(String(source)) : text === '/')
  const oneName = isSlashTaken && typeof replacement?.constant === 'string' && !replacement.constant.includes('/') ? INSIDE : 0
  const number = act.engine.numbers.slot(act.frame.function, use.instruction.dst)
  if (
    isRegex &&
    isAll &&
    replacement?.hint?.kind === 'function' &&
    /^\[[^\]^]*</.test(String(source)) &&
    isJson(act, use.instruction.receiver, 0)
  )
    return { ...NOTHING, type: 'string', number, taints: clearTaints(taints, MARKUP | TEXT_METHODS) }
  // A normalized path leads upwards at its beginning alone.
  if (isRegex && replacement?.constant === '' && CLIMBS.test(String(source)) && isNormalized(act, use.instruction.receiver))
    return { ...NOTHING, type: 'string', number, taints: clearTaints(taints, HALF.notUpwards | TEXT_METHODS) }
  return { ...NOTHING, type: 'string', number, taints: clearTaints(taints, effect.cleared | oneName | TEXT_METHODS, effect.weak) }
}

/** `^(\.\.(\/|\\|$))+`: every step upwards at the beginning. */
const CLIMBS = /^\^\((?:\?:)?\(?\\\.(?:\\\.|\{2\}).*\)[+*]$/
const NORMALIZES = /^path\.(?:posix\.|win32\.)?(?:normalize|join)$/

function isNormalized(act: Activation, slot: number): boolean {
  const { module, function: owner } = act.frame
  return definitionsOf(module, owner, slot).every((definition) => {
    if (definition.kind !== 'instruction' || definition.instruction.op !== 'call') return false
    const callee = act.engine.denoter.callee({ module, function: owner }, definition.instruction)
    return callee.kind === 'library' && NORMALIZES.test(callee.name)
  })
}

/** What only objects do: a text brings neither operators nor names of columns. */
export const TEXT_METHODS = maskOf('nosql-injection', 'mass-assignment')

const MARKUP = maskOf('xss', 'stored-xss')

/** `JSON.stringify(value).replace(/[<>&]/g, escape)`: what ends a script element is in no string of it any more. */
function isJson(act: Activation, slot: number, depth: number): boolean {
  return (
    depth < 4 &&
    definitionsOf(act.frame.module, act.frame.function, slot).some(
      (definition) =>
        definition.kind === 'instruction' &&
        ((definition.instruction.op === 'call' &&
          (definition.instruction.method === 'stringify' ||
            (/^replace/.test(definition.instruction.method) && isJson(act, definition.instruction.receiver, depth + 1)))) ||
          (definition.instruction.op === 'move' && isJson(act, definition.instruction.src, depth + 1))),
    )
  )
}

function replacementEffect(
  pattern: string,
  isAll: boolean,
  isRegex: boolean,
  replacement: string | null,
  isComputed: boolean,
): { cleared: number; weak: Fact['weak'] } {
  const name = `replacing ${JSON.stringify(pattern)}`
  const negated = isRegex && isAll && /^\[\^(?<kept>[^\]]+)\]\+?$/.exec(pattern)
  if (negated) return { cleared: kindsSafeWith(negated.groups?.kept ?? ''), weak: null }
  if (isRegex && isAll && /^\\W\+?$/.test(pattern)) return { cleared: ALL_KINDS, weak: null }
  // The usual escape of everything that means something in a pattern.
  if (isRegex && isAll && replacement === '\\$&' && isPatternClass(pattern)) return { cleared: maskOf('redos'), weak: null }
  if (isAll && (/[\r\n]|\\r|\\n/.test(pattern) || CONTROLS.test(pattern)))
    return { cleared: maskOf('log-injection', 'header-injection'), weak: null }
  if (/\.\.|^\.\/|\.\.\\?\//.test(pattern) || pattern === '../' || pattern === '..')
    return { cleared: 0, weak: { name, mask: maskOf('path-traversal') } }
  // Wrapped in single quotes, this is how a shell is told that a quote is a quote.
  if (isAll && pattern === "'" && /^'\\*(?:'|"'")'$|^'\\''$|^'"'"'$/.test(replacement ?? ''))
    return { cleared: maskOf('command-injection'), weak: null }
  if (isAll || /^\^/.test(pattern)) {
    if (isRegex && /^\^\[?(?:\\?\/|\\\\)/.test(pattern)) return { cleared: HALF.notAbsolute | HALF.notDoubleSlash, weak: null }
  }
  if (isRegex && isAll && isComputed && /\*/.test(pattern) && /\(/.test(pattern) && /\)/.test(pattern))
    return { cleared: maskOf('ldap-injection'), weak: null }
  // An escape function of one's own: every character that means something in HTML goes through a callback.
  if (isRegex && isAll && isComputed && isHtmlClass(pattern)) return { cleared: maskOf('xss', 'stored-xss'), weak: null }
  if (isAll && pattern === '<' && replacement !== null && /^(?:&lt;|\\+(?:u003[cC]|x3[cC]))$/.test(replacement))
    return { cleared: maskOf('xss', 'stored-xss'), weak: null }
  if (/['"`;]|--/.test(pattern))
    return {
      cleared: 0,
      weak: { name, mask: maskOf('sql-injection', 'command-injection', 'code-injection', 'ldap-injection', 'xpath-injection') },
    }
  if (/[<>&]|script/i.test(pattern))
    return {
      cleared: pattern === '<' && isAll && replacement === '&lt;' ? maskOf('xss', 'stored-xss') : 0,
      weak: { name, mask: maskOf('xss', 'stored-xss') },
    }
  return { cleared: 0, weak: null }
}

/** Patterns of control characters, or of all that is not printable. */
const CONTROLS = /\\x00-\\x1f|\\u0000-\\u001f|\\x0[aAdD]|\\p\{C|\[\^ -~|\[\^\\x20-|\\s/i

/** A class of all the characters that repeat or group in a pattern. */
const isPatternClass = (pattern: string): boolean =>
  pattern.startsWith('[') && ['*', '+', '?', '(', '{', '['].every((each) => pattern.slice(1).includes(each))

/** A class of characters that has at least both angle brackets and a quote. */
function isHtmlClass(pattern: string): boolean {
  const inside = /^\[(?<inside>[^\]^][^\]]*)\]$/.exec(pattern)?.groups?.inside ?? ''
  return inside.includes('<') && inside.includes('>') && /["']/.test(inside)
}
