export type LoadErrorCode = 'USAGE' | 'TARGET_INVALID' | 'TARGET_UNREACHABLE' | 'TARGET_NOT_AUTHORIZED' | 'INTERRUPTED' | 'GENERATOR_FAILED'

/** Thrown when nothing can be measured. The message names the thing and the way out. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  readonly code: LoadErrorCode
  constructor(code: LoadErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
