import type { CallUse } from './call.ts'
import { type Hint, NOTHING, type Value } from './value.ts'

const ENCODED = '<encoded text>'

const ENCODES =
  /^(?:JSON\.stringify|(?:json|simplejson|ujson|orjson|rapidjson)\.dumps|base64\.(?:standard_|urlsafe_)?b(?:64|32|16)encode|base64\.encodebytes|binascii\.(?:hexlify|b2a_hex|b2a_base64)|btoa|encodeURI(?:Component)?|escape|urllib\.parse\.quote(?:_plus)?|(?:html|xml\.sax\.saxutils|cgi)\.escape)$/
const DECODES =
  /^(?:JSON\.parse|(?:json|simplejson|ujson|orjson|rapidjson)\.loads|base64\.(?:standard_|urlsafe_)?b(?:64|32|16)decode|base64\.decodebytes|binascii\.(?:unhexlify|a2b_hex|a2b_base64)|bytes\.fromhex|atob|decodeURI(?:Component)?|unescape|urllib\.parse\.unquote(?:_plus)?|(?:html|xml\.sax\.saxutils)\.unescape)$/

/** What an encoder's text remembers of what it was made from; null when that was nothing of interest, or the call has more to say. */
export function encodedBy(name: string, { args }: CallUse): Hint | null {
  const [from] = args.positional
  const hasOptions = args.named.size > 0 || args.positional.length > 1
  return from === undefined || !ENCODES.test(name) || (hasOptions && from.objects.length > 0) ? null : encodedFrom(from)
}

export function encodedFrom(from: Value): Hint | null {
  if (from.objects.length === 0 && from.taints.length === 0) return null
  return { kind: 'library', name: ENCODED, origin: null, details: { args: [from], named: new Map(), receiver: null } }
}

/** Text that was encoded here and is decoded again is what it was, each key of a container with its own value; null for other texts. */
export function decodedBy(name: string, { args }: CallUse): Value | null {
  const [text, encoding] = args.positional
  const isDecoder = DECODES.test(name) || (name === 'Buffer.from' && /^(?:base64(?:url)?|hex)$/.test(String(encoding?.constant)))
  const from = isDecoder && isEncoded(text ?? NOTHING) && text?.hint?.kind === 'library' ? text.hint.details?.args[0] : undefined
  return from === undefined ? null : { ...from, number: 0 }
}

export const isEncoded = ({ hint }: Value): boolean => hint?.kind === 'library' && hint.name === ENCODED
