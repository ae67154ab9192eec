export type AuditErrorCode =
  | 'USAGE'
  | 'CONFIG_INVALID'
  | 'TARGET_MISSING'
  | 'TARGET_UNREACHABLE'
  | 'TARGET_NOT_AUTHORIZED'
  | 'TARGET_UNHEALTHY'
  | 'DATABASE_UNREACHABLE'
  | 'CACHE_UNREACHABLE'
  | 'PORT_IN_USE'
  | 'RUN_MISSING'
  | 'RUN_INVALID'
  | 'OPENAPI_INVALID'
  | 'OUTPUT_FAILED'
  | 'INTERRUPTED'

/** Thrown when the audit cannot go on. The message names the thing and the way out. */
export class AuditError extends Error {
  override readonly name = 'AuditError'
  readonly code: AuditErrorCode
  constructor(code: AuditErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
