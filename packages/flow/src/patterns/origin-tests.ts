import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { possibleValues } from '../routes/handler-values.ts'
import { definitionBehind, type Reader, type SeenCall, slotText, stringsAt, stringsOf } from '../routes/reader.ts'
import { looseness } from './origin-patterns.ts'

/** What a name that ends with the trusted one, without a dot before it, is called as well: `evilshop.example`. */
const AFTER_LABEL = /^(?:\.|:\/\/|[a-z][\w+.-]*:\/\/)/i
/** Where the host of an address is over. */
const AFTER_HOST = /[/:]$/

const isHost = (text: string): boolean => /[\w-]\.[a-z]{2,}/i.test(text) || text === 'localhost'

/** `origin.endsWith('shop.example')`, `origin.startsWith('https://shop.example')`, `origin.includes('shop.example')`: hosts of others pass too. */
export function isLooseOriginTest(reader: Reader, call: SeenCall): boolean {
  const [first] = call.call.args
  if (first === undefined || call.call.receiver < 0 || isCollection(reader, call, call.call.receiver)) return false
  switch (call.method) {
    case 'endsWith':
    case 'endswith':
      return (
        textsOf(reader, call, first.value).some((text) => isHost(text) && !AFTER_LABEL.test(text)) ||
        isBareDomain(reader, call, first.value)
      )
    case 'startsWith':
    case 'startswith':
      return textsOf(reader, call, first.value).some((text) => isHost(text) && /^https?:\/\//i.test(text) && !AFTER_HOST.test(text))
    case 'includes':
    case 'indexOf':
      return textsOf(reader, call, first.value).some(isHost)
    default:
      return false
  }
}

/** A list that includes the origin is no text that contains a part of it. */
function isCollection(reader: Reader, scope: Scope, slot: Slot): boolean {
  return possibleValues(reader, scope, slot).some(({ kind }) => kind === 'list' || kind === 'dict')
}

/** The texts that a value may be; of `names.some((name) => origin.endsWith(name))` those of the list. */
function textsOf(reader: Reader, { module, function: fn }: Scope, slot: Slot): readonly string[] {
  const known = possibleValues(reader, { module, function: fn }, slot).flatMap(stringsOf)
  if (known.length > 0 || fn.parameters[0]?.slot !== slot || fn.parent < 0) return known
  const outer = { module, function: functionAt(module, fn.parent) }
  return reader.callsIn(outer.function).flatMap((call) => {
    const given = call.method === 'some' && call.call.args[0] !== undefined ? reader.denoter.denote(call, call.call.args[0].value) : null
    return given?.kind === 'function' && given.function === fn ? stringsAt(reader, call, call.call.receiver) : []
  })
}

/** `host.endsWith(config.domain)`: what is called a domain has no dot before it, wherever its value comes from. */
function isBareDomain(reader: Reader, scope: Scope, slot: Slot): boolean {
  const { op } = definitionBehind(scope, slot)?.instruction ?? {}
  const isRead = op === 'get' || op === 'index' || op === 'load-up' || op === 'move'
  return isRead && textsOf(reader, scope, slot).length === 0 && /(?:domain|host(?:_?name)?)$/i.test(slotText(reader, scope, slot))
}

/** Patterns of JavaScript, one or a list, of which one lets others in. */
export function hasLoosePattern(origin: Denotation | undefined): boolean {
  if (origin?.kind === 'regex') return looseness(origin.pattern, false) !== null
  return origin?.kind === 'list' && origin.items.some(hasLoosePattern)
}
