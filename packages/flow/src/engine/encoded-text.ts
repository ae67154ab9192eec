import type { CallUse } from './call.ts'
import type { Hint, Value } from './value.ts'

/** Forms in which text is written and read again; what one wrote no other reads. */
const FORMS = [
  {
    encodes: /^(?:JSON\.stringify|(?:json|simplejson|ujson|orjson|rapidjson)\.dumps)$/,
    decodes: /^(?:JSON\.parse|(?:json|simplejson|ujson|orjson|rapidjson)\.loads)$/,
    name: 'json',
  },
  {
    encodes: /^(?:base64\.(?:standard_|urlsafe_)?b(?:64|32|16)encode|base64\.encodebytes|binascii\.b2a_base64|btoa)$/,
    decodes: /^(?:base64\.(?:standard_|urlsafe_)?b(?:64|32|16)decode|base64\.decodebytes|binascii\.a2b_base64|atob)$/,
    name: 'base64',
  },
  {
    encodes: /^binascii\.(?:hexlify|b2a_hex)$/,
    decodes: /^(?:binascii\.(?:unhexlify|a2b_hex)|bytes\.fromhex)$/,
    name: 'hex',
  },
  {
    encodes: /^(?:encodeURI(?:Component)?|escape|urllib\.parse\.quote(?:_plus)?)$/,
    decodes: /^(?:decodeURI(?:Component)?|unescape|urllib\.parse\.unquote(?:_plus)?)$/,
    name: 'percent',
  },
  { encodes: /^(?:html|xml\.sax\.saxutils|cgi)\.escape$/, decodes: /^(?:html|xml\.sax\.saxutils)\.unescape$/, name: 'markup' },
] as const

type Form = (typeof FORMS)[number]['name']

const ENCODED = '<encoded> '

/** What an encoder's text remembers of what it was made from; null when that was nothing of interest, or the call has more to say. */
export function encodedBy(name: string, { args }: CallUse): Hint | null {
  const [from] = args.positional
  const form = FORMS.find(({ encodes }) => encodes.test(name))
  const hasOptions = args.named.size > 0 || args.positional.length > 1
  return from === undefined || form === undefined || (hasOptions && from.objects.length > 0) ? null : encodedFrom(from, form.name)
}

export function encodedFrom(from: Value, form: Form): Hint | null {
  if (from.objects.length === 0 && from.taints.length === 0) return null
  return { kind: 'library', name: `${ENCODED}${form}`, origin: null, details: { args: [from], named: new Map(), receiver: null } }
}

/** The form that an encoding of `Buffer` names; null for plain text. */
export function formOfBuffer(encoding: unknown): Form | null {
  if (encoding === 'hex') return encoding
  return encoding === 'base64' || encoding === 'base64url' ? 'base64' : null
}

/** Text that was encoded here and is decoded again is what it was, each key of a container with its own value; null for other texts. */
export function decodedBy(name: string, { args }: CallUse): Value | null {
  const [text, encoding] = args.positional
  const hint = text?.hint
  if (hint?.kind !== 'library' || !hint.name.startsWith(ENCODED)) return null
  const form = name === 'Buffer.from' ? formOfBuffer(encoding?.constant) : FORMS.find(({ decodes }) => decodes.test(name))?.name
  const from = hint.name === `${ENCODED}${form}` ? hint.details?.args[0] : undefined
  return from === undefined ? null : { ...from, number: 0 }
}

export const isEncoded = ({ hint }: Value): boolean => hint?.kind === 'library' && hint.name.startsWith(ENCODED)
