import { X509Certificate } from 'node:crypto'
import { connect, rootCertificates, type SecureVersion } from 'node:tls'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess } from '../reply.ts'
import { trialOn } from '../trial-parts.ts'

const VERSIONS: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']
const WEAK_CIPHERS: readonly (readonly [string, string])[] = [
  ['CBC with SHA-1', 'AES128-SHA:AES256-SHA:ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:ECDHE-ECDSA-AES128-SHA'],
  ['without forward secrecy', 'AES128-GCM-SHA256:AES256-GCM-SHA384'],
  ['3DES or RC4', 'DES-CBC3-SHA:RC4-SHA'],
  ['without encryption', 'NULL-SHA256:eNULL'],
  ['anonymous', 'aNULL'],
]

/** Handshakes by version and by group of ciphers, and the certificate; only over https. */
export async function probeTransport(probing: Probing): Promise<void> {
  const { base } = probing.client
  if (base.protocol !== 'https:') {
    probing.notTried('tls', 'TLS', 'no-target', 'audited over plain HTTP; give the HTTPS address')
    const secured = probing.client.isLoopback ? null : await probing.client.send({ method: 'GET', path: '/' })
    if (secured === null) probing.notTried('plainHttp', 'plain HTTP', 'no-target', 'a service on this machine is behind what ends TLS')
    else
      probing.trial(
        'plainHttp',
        trialOn(null, {
          name: 'http',
          saw: isSuccess(secured) ? 'effect' : 'no-effect',
          effect: `plain HTTP got ${secured.status}${headerOf(secured, 'location') === '' ? '' : ` to ${headerOf(secured, 'location')}`}`,
          attempts: [secured.exchange],
          reproduced: { count: 2, of: 2 },
        }),
      )
    return
  }
  for (const version of VERSIONS) {
    const result = await handshake(base, {
      minVersion: version,
      maxVersion: version,
      ciphers: version < 'TLSv1.2' ? 'DEFAULT:@SECLEVEL=0' : undefined,
    })
    const isWeak = version === 'TLSv1' || version === 'TLSv1.1'
    probing.trial(
      'tls',
      trialOn(null, {
        name: version,
        saw: isWeak && result.ok ? 'effect' : result.isLocal ? 'unclear' : 'no-effect',
        effect: result.ok ? `${version} is spoken (${result.cipher})` : `${version}: ${result.error}`,
        reproduced: { count: 2, of: 2 },
        details: { kind: 'version', accepted: result.ok, cipher: result.cipher },
      }),
    )
  }
  for (const [name, ciphers] of WEAK_CIPHERS) {
    const result = await handshake(base, { maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` })
    probing.trial(
      'tls',
      trialOn(null, {
        name,
        saw: result.ok ? 'effect' : result.isLocal ? 'unclear' : 'no-effect',
        effect: result.ok ? `ciphers ${name} are accepted (${result.cipher})` : `ciphers ${name}: ${result.error}`,
        reproduced: { count: 2, of: 2 },
        details: { kind: 'cipher', accepted: result.ok, cipher: result.cipher },
      }),
    )
  }
  const { authority } = probing.client
  const certificate = await handshake(base, authority === null ? {} : { ca: [...rootCertificates, authority] })
  const h2 = await handshake(base, { ALPNProtocols: ['h2', 'http/1.1'] })
  probing.trial(
    'tls',
    trialOn(null, {
      name: 'http2',
      saw: 'no-effect',
      effect: `ALPN chose ${h2.protocol || 'nothing'}`,
      details: { kind: 'alpn', protocol: h2.protocol },
    }),
  )
  probing.trial(
    'tls',
    trialOn(null, {
      name: 'certificate',
      saw: certificate.ok ? 'no-effect' : 'unclear',
      effect: certificate.ok
        ? `valid until ${certificate.validTo}; ${certificate.authorizationError === '' ? 'trusted' : certificate.authorizationError}`
        : certificate.error,
      details: {
        kind: 'certificate',
        validTo: certificate.validTo,
        daysLeft: certificate.daysLeft,
        authorizationError: certificate.authorizationError,
        bits: certificate.bits,
        keyType: certificate.keyType,
        hasAuthority: authority !== null,
      },
    }),
  )
}

interface Handshake {
  readonly ok: boolean
  readonly error: string
  /** Our own library refused to offer it: the service was not asked. */
  readonly isLocal: boolean
  readonly cipher: string
  readonly protocol: string
  readonly validTo: string
  readonly daysLeft: number
  readonly authorizationError: string
  readonly bits: number
  /** `rsa`, `ec`, ... */
  readonly keyType: string
}

function handshake(
  base: URL,
  options: {
    readonly minVersion?: SecureVersion
    readonly maxVersion?: SecureVersion
    readonly ciphers?: string | undefined
    readonly ALPNProtocols?: string[]
    readonly ca?: string[]
  },
): Promise<Handshake> {
  const failed = (error: string): Handshake => ({
    ok: false,
    error,
    isLocal: /NO_CIPHERS|no ciphers|unsupported|NO_PROTOCOLS|no cipher match/i.test(error),
    cipher: '',
    protocol: '',
    validTo: '',
    daysLeft: 0,
    authorizationError: '',
    bits: 0,
    keyType: '',
  })
  const { ciphers, ...rest } = options
  const host = base.hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    try {
      const socket = connect(
        {
          host,
          port: Number(base.port || 443),
          rejectUnauthorized: false,
          timeout: 4000,
          ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }),
          ...rest,
          ...(ciphers === undefined ? {} : { ciphers }),
        },
        () => {
          const certificate = socket.getPeerCertificate()
          const validTo = certificate.valid_to ?? ''
          resolve({
            ok: true,
            error: '',
            isLocal: false,
            cipher: socket.getCipher()?.name ?? '',
            protocol: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : '',
            validTo,
            daysLeft: Math.floor((Date.parse(validTo) - Date.now()) / 86_400_000),
            authorizationError: socket.authorized ? '' : String(socket.authorizationError),
            bits: certificate.bits ?? 0,
            keyType: keyTypeOf(certificate.raw),
          })
          socket.destroy()
        },
      )
      socket.once('error', (error) => resolve(failed((error as NodeJS.ErrnoException).code ?? error.message)))
      socket.once('timeout', () => {
        socket.destroy()
        resolve(failed('TIMEOUT'))
      })
    } catch (error) {
      resolve(failed(error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)))
    }
  })
}

function keyTypeOf(raw: Buffer | undefined): string {
  try {
    return raw === undefined ? '' : (new X509Certificate(raw).publicKey.asymmetricKeyType ?? '')
  } catch {
    return ''
  }
}
