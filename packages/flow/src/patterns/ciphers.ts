import { type Denotation, UNKNOWN } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import { nameTest } from '../remembered.ts'
import { callBehind, nameOf, type SeenCall } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, type PatternContext, slotAt } from './context.ts'

const WEAK_NAME = /^(?:des\b|des-|des3|des-ede|3des|rc4|rc2|bf\b|bf-|blowfish|idea|seed|cast)|-ecb$/i

/** Libraries of which anything is looked at here. */
const isLookedAt = nameTest(/^(?:crypto|Crypto|cryptography)|\.modes\.ECB$/)

/** Broken ciphers, modes that show patterns, and initialisation vectors that are always the same. */
export const ciphers: CallFinder = (context, call) => {
  const { name } = call
  if (!isLookedAt(name)) return
  if (name === 'crypto.createCipheriv' || name === 'crypto.createDecipheriv') nodeCipher(context, call)
  else if (name === 'crypto.createCipher' || name === 'crypto.createDecipher')
    weak(context, call, 'createCipher', 'derives its key by MD5 and uses no initialisation vector')
  else if (/^(?:Crypto|Cryptodome)\.Cipher\.(?:DES|DES3|ARC2|ARC4|Blowfish|CAST|XOR)\.new$/.test(name))
    weak(context, call, name.split('.').at(-2) ?? '', 'is broken')
  else if (/^(?:Crypto|Cryptodome)\.Cipher\.AES\.new$/.test(name)) pythonAes(context, call)
  else if (
    /^cryptography\.hazmat\.(?:primitives\.ciphers|decrepit\.ciphers)\.algorithms\.(?:TripleDES|Blowfish|ARC4|IDEA|CAST5|SEED)$/.test(name)
  )
    weak(context, call, name.split('.').at(-1) ?? '', 'is broken')
  else if (/\.modes\.ECB$/.test(name)) weak(context, call, 'ECB', 'shows which blocks are equal')
  else if (/^crypto-js\.(?:DES|TripleDES|RC4|Rabbit|RC4Drop)\.encrypt$/.test(name))
    weak(context, call, name.split('.').at(-2) ?? '', 'is broken')
  else if (/^crypto-js\.AES\.encrypt$/.test(name) && /ECB$/.test(nameOf(optionOf(context, call, 'mode') ?? { kind: 'unknown' })))
    weak(context, call, 'ECB', 'shows which blocks are equal')
  else if (/^cryptography\..*\.modes\.(?:CBC|CTR|GCM|CFB|OFB)$/.test(name) && isFixed(context, call, slotAt(call, 0)))
    staticVector(context, call, name.split('.').at(-1) ?? '')
  else if (SHORT_KEYS.test(name)) shortKey(context, call)
  else if (/^cryptography\.fernet\.Fernet$|^cryptography\..*\.(?:AESGCM|ChaCha20Poly1305)$/.test(name))
    context.examineCall('weak-cipher', call)
}

/** NIST SP 800-131A: 2048 bits are the least for RSA and DSA. */
const LEAST_BITS = 2048
const SHORT_KEYS = /^(?:cryptography\..*\.(?:rsa|dsa)\.generate_private_key|(?:Crypto|Cryptodome)\.PublicKey\.(?:RSA|DSA)\.generate)$/

function shortKey(context: PatternContext, call: SeenCall): void {
  const bits = constantOf(optionOf(context, call, 'key_size', 'bits') ?? argumentAt(context, call, call.name.startsWith('C') ? 0 : 1))
  if (typeof bits === 'number' && bits < LEAST_BITS)
    context.emitCall(call, {
      kind: 'weak-cipher',
      cwe: 326,
      message: `a key of ${bits} bits is too short`,
      details: { algorithm: call.name.split('.').at(-2) ?? '', bits },
      confidence: 'high',
    })
  else context.examineCall('weak-cipher', call)
}

function weak(context: PatternContext, call: SeenCall, algorithm: string, why: string): void {
  context.emitCall(call, { kind: 'weak-cipher', cwe: 327, message: `${algorithm} ${why}`, details: { algorithm }, confidence: 'high' })
}

function nodeCipher(context: PatternContext, call: SeenCall): void {
  const name = constantOf(givenOrDefault(context, argumentAt(context, call, 0)))
  if (typeof name !== 'string') return
  if (WEAK_NAME.test(name)) weak(context, call, name, /ecb$/i.test(name) ? 'shows which blocks are equal' : 'is broken')
  else if (call.name.endsWith('createCipheriv') && isFixed(context, call, slotAt(call, 2))) staticVector(context, call, name)
  else context.examineCall('weak-cipher', call)
}

function pythonAes(context: PatternContext, call: SeenCall): void {
  const mode = nameOf(givenOrDefault(context, argumentAt(context, call, 1, 'mode')))
  if (/MODE_ECB$/.test(mode)) weak(context, call, 'AES-ECB', 'shows which blocks are equal')
  else if (/MODE_(?:CBC|CTR|GCM|CFB|OFB)$/.test(mode) && isFixed(context, call, vectorSlot(call))) staticVector(context, call, mode)
  else context.examineCall('weak-cipher', call)
}

/** The vector by its place, or by its name. */
function vectorSlot(call: SeenCall): number {
  const named = call.call.args.find((argument) => argument.kind === 'named' && /^(?:iv|nonce|initial_value)$/i.test(argument.name))
  return named?.value ?? (call.call.args.length > 2 ? slotAt(call, 2) : -1)
}

/** What a parameter is when nobody gives it: `mode=AES.MODE_ECB`. */
function givenOrDefault({ reader }: PatternContext, denoted: Denotation | null): Denotation {
  if (denoted?.kind !== 'parameter' || denoted.path !== '') return denoted ?? UNKNOWN
  const fallback = denoted.function.parameters[denoted.index]?.defaultValue ?? null
  if (fallback === null) return denoted
  return reader.denoter.denote({ module: denoted.module, function: functionAt(denoted.module, fallback.function) }, fallback.slot)
}

function staticVector(context: PatternContext, call: SeenCall, algorithm: string): void {
  context.emitCall(call, {
    kind: 'weak-cipher',
    cwe: 329,
    message: 'the initialisation vector is a constant',
    details: { algorithm, staticVector: true },
    confidence: 'high',
  })
}

/** A constant, or bytes made of one: `Buffer.from('...')`, `Buffer.alloc(16)`, `b'\0' * 16`. */
function isFixed({ reader }: PatternContext, call: SeenCall, slot: number): boolean {
  if (slot < 0) return false
  const denoted = reader.denoter.denote(call, slot)
  if (denoted.kind === 'constant') return denoted.value !== null && denoted.value !== undefined
  const maker = callBehind(reader, call, slot)
  if (maker === null || !/^Buffer\.(?:from|alloc)$/.test(maker.name)) return false
  const first = maker.call.args[0]
  return first !== undefined && reader.denoter.denote(maker, first.value).kind === 'constant'
}
