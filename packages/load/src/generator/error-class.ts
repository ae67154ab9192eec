/** Why a request failed. A status is an error of its class unless the request expects it. */
export type ErrorClass =
  /** Nobody listens. */
  | 'refused'
  /** The connection was torn down. */
  | 'reset'
  /** The connection was closed before the answer was whole. */
  | 'closed'
  | 'timeout'
  /** What came is not HTTP. */
  | 'malformed'
  /** Still under way when the run ended. */
  | 'unfinished'
  | 'dns'
  | 'tls'
  | 'unreachable'
  /** This machine ran out of descriptors, ports or memory: the generator's fault. */
  | 'generator-limit'
  | 'connection'
  | 'rate-limited'
  | '4xx'
  | '5xx'
  | 'unexpected-status'

const CLASS_OF_CODE: Readonly<Record<string, ErrorClass>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EMFILE: 'generator-limit',
  ENFILE: 'generator-limit',
  ENOBUFS: 'generator-limit',
  EADDRNOTAVAIL: 'generator-limit',
  ERR_HTTP2_STREAM_ERROR: 'reset',
  ERR_HTTP2_SESSION_ERROR: 'reset',
  ERR_HTTP2_GOAWAY_SESSION: 'closed',
  ERR_HTTP2_INVALID_SESSION: 'closed',
  ERR_HTTP2_STREAM_CANCEL: 'closed',
  ERR_HTTP2_ERROR: 'malformed',
}

export function classOfFailure(error: Error): ErrorClass {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = CLASS_OF_CODE[code]
  if (known !== undefined) return known
  const isTls = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(code)
  return isTls ? 'tls' : 'connection'
}

/** The class of an answered request; null when all is well. */
export function classOfStatus(status: number, expected: readonly number[] | null): ErrorClass | null {
  if (expected !== null) {
    if (expected.includes(status)) return null
    if (status < 400) return 'unexpected-status'
  }
  if (status < 400) return null
  if (status === 429) return 'rate-limited'
  return status < 500 ? '4xx' : '5xx'
}
