import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export interface Certificate {
  readonly cert: string
  readonly key: string
}

interface Made extends Certificate {
  readonly name: string
  readonly privateKey: KeyObject
}

const ECDSA_SHA256 = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]
const COMMON_NAME = [0x06, 0x03, 0x55, 0x04, 0x03]
const ALTERNATIVE_NAMES = [0x06, 0x03, 0x55, 0x1d, 0x11]
const BASIC_CONSTRAINTS = [0x06, 0x03, 0x55, 0x1d, 0x13]

/** An authority of the test's own. */
export function makeAuthority(): Made {
  return make({ name: 'Test Authority', addresses: [], days: 400, issuer: null, isAuthority: true })
}

/** A certificate for addresses, signed by an authority or by itself. */
export function makeCertificate(options: {
  readonly addresses: readonly string[]
  readonly days: number
  readonly issuer: Made | null
}): Certificate {
  return make({ ...options, name: 'service', isAuthority: false })
}

function make({
  name,
  addresses,
  days,
  issuer,
  isAuthority,
}: {
  readonly name: string
  readonly addresses: readonly string[]
  readonly days: number
  readonly issuer: Made | null
  readonly isAuthority: boolean
}): Made {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const now = Date.now()
  const extensions = [
    ...(isAuthority ? [sequence(BASIC_CONSTRAINTS, [0x01, 0x01, 0xff], tagged(0x04, sequence([0x01, 0x01, 0xff])))] : []),
    ...(addresses.length === 0 ? [] : [sequence(ALTERNATIVE_NAMES, tagged(0x04, sequence(...addresses.map(alternative))))]),
  ]
  const body = sequence(
    tagged(0xa0, [0x02, 0x01, 0x02]),
    tagged(0x02, [0x01, ...randomBytes(8)]),
    sequence(ECDSA_SHA256),
    nameOf(issuer?.name ?? name),
    sequence(time(now - 86_400_000 * 30), time(now + days * 86_400_000)),
    nameOf(name),
    [...publicKey.export({ type: 'spki', format: 'der' })],
    ...(extensions.length === 0 ? [] : [tagged(0xa3, sequence(...extensions))]),
  )
  const signature = sign('sha256', Buffer.from(body), issuer?.privateKey ?? privateKey)
  const der = Buffer.from(sequence(body, sequence(ECDSA_SHA256), tagged(0x03, [0, ...signature])))
  return {
    name,
    privateKey,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function alternative(address: string): number[] {
  return /^[\d.]+$/.test(address) ? tagged(0x87, address.split('.').map(Number)) : tagged(0x82, [...Buffer.from(address)])
}

function nameOf(name: string): number[] {
  return sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, [...Buffer.from(name)]))))
}

function time(at: number): number[] {
  const text = new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)
  return tagged(0x17, [...Buffer.from(`${text}Z`)])
}

function sequence(...parts: readonly (readonly number[])[]): number[] {
  return tagged(0x30, parts.flat())
}

function tagged(tag: number, content: readonly number[]): number[] {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return [tag, ...size, ...content]
}
