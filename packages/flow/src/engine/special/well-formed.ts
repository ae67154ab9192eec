import { ALL_KINDS, maskOf, RESOLVED } from '../kinds.ts'
import type { SpecialCall } from './special-call.ts'
import { wellFormed } from './text.ts'

/** Forms of the package `validator`, and of `class-validator` under the same names, in which nothing else can be written. */
const CLOSED = [
  ...[
    'UUID',
    'Alpha',
    'Alphanumeric',
    'Int',
    'Float',
    'Numeric',
    'Decimal',
    'Hexadecimal',
    'MongoId',
    'Boolean',
    'BooleanString',
    'NumberString',
  ],
  ...['ISO8601', 'RFC3339', 'Date', 'DateString', 'Port', 'MD5', 'Hash', 'HexColor', 'CreditCard', 'ISBN', 'EAN', 'IBAN', 'BIC', 'Octal'],
  ...[
    'Slug',
    'SemVer',
    'MACAddress',
    'ISO31661Alpha2',
    'ISO31661Alpha3',
    'ISO4217',
    'ISIN',
    'MobilePhone',
    'Locale',
    'Base32',
    'In',
    'ULID',
  ],
].map((form) => `is${form}`)
const HOSTS = ['isFQDN', 'isIPRange']
/** Questions whether a text is an address that no name has to be resolved to any more. */
const ADDRESSES = [
  ...['isIP', 'isIPv4', 'isIPv6'].flatMap((form) => [`net.${form}`, `is-ip.${form}`]),
  ...['is-ip', 'ipaddr.js.isValid', 'ipaddr.js.IPv4.isValid', 'ipaddr.js.IPv6.isValid'],
]

const libraries = (form: string): readonly string[] => [
  ...['validator', 'validator.default', 'class-validator'].map((library) => `${library}.${form}`),
  ...['validator/lib', 'validator/es/lib'].map((folder) => `${folder}/${form}`),
]

/** Questions of libraries whether a whole text has a form. */
export const FORMS: readonly (readonly [string, SpecialCall])[] = [
  ...CLOSED.flatMap((form) => libraries(form).map((name): [string, SpecialCall] => [name, wellFormed(ALL_KINDS)])),
  // An address may still be one of the own network.
  ...HOSTS.flatMap((form) => libraries(form).map((name): [string, SpecialCall] => [name, wellFormed(ALL_KINDS & ~maskOf('ssrf'))])),
  ...[...ADDRESSES, ...libraries('isIP')].map((name): [string, SpecialCall] => [
    name,
    wellFormed((ALL_KINDS & ~maskOf('ssrf')) | RESOLVED),
  ]),
  ...['uuid.validate', 'ulid.isValid', 'validators.uuid', 'validators.slug', 'validators.md5', 'validators.mac_address'].map(
    (name): [string, SpecialCall] => [name, wellFormed(ALL_KINDS)],
  ),
  ...['mongoose.isValidObjectId', 'mongoose.Types.ObjectId.isValid', 'mongodb.ObjectId.isValid', 'bson.ObjectId.isValid'].map(
    // Any text of twelve characters is one as well.
    (name): [string, SpecialCall] => [name, wellFormed(maskOf('nosql-injection'))],
  ),
]
