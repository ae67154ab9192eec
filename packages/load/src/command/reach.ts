import { connect } from 'node:net'
import { LoadError } from '../errors.ts'
import { classOfFailure, type ErrorClass } from '../generator/error-class.ts'
import type { LoadOptions } from '../generator/load-options.ts'
import { isIpAddress, parseTarget } from '../http/request-template.ts'
import { tls } from '../on-demand.ts'

const PATIENCE_MS = 5000

const WAY_OUT: Partial<Readonly<Record<ErrorClass, string>>> = {
  refused: 'Nobody listens there. Is the service running?',
  dns: 'No such name. Is it spelled right?',
  tls: 'Its certificate was not accepted; -k accepts any.',
  timeout: 'It does not accept connections. Is it overloaded, or behind a firewall?',
  'generator-limit': 'This machine is out of descriptors or ports.',
}

/** What came is no answer of TLS. */
const NO_TLS = /^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_HTTP_REQUEST|EPROTO)$/

/** Opens one connection before the load, so that a service that is not there is told at once. Throws LoadError('TARGET_UNREACHABLE'). */
export async function reach({ url, verifyCertificate = true, certificateAuthority }: LoadOptions, signal: AbortSignal): Promise<void> {
  const { host, port, secure } = parseTarget(url)
  const problem = await new Promise<Error | null>((resolve) => {
    const socket = secure
      ? tls().connect({
          host,
          port,
          rejectUnauthorized: verifyCertificate,
          ...(isIpAddress(host) ? {} : { servername: host }),
          ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
        })
      : connect({ host, port })
    const end = (error: Error | null) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.destroy()
      resolve(error)
    }
    const onAbort = () => end(null)
    const timer = setTimeout(() => end(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), PATIENCE_MS)
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once(secure ? 'secureConnect' : 'connect', () => end(null))
    socket.on('error', end)
  })
  if (problem === null) return
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : problem.message
  const wayOut = NO_TLS.test(code) ? 'It does not speak TLS: is it http?' : (WAY_OUT[classOfFailure(problem)] ?? 'Is the service running?')
  throw new LoadError('TARGET_UNREACHABLE', `Cannot connect to ${url} (${code}). ${wayOut}`, { cause: problem })
}
