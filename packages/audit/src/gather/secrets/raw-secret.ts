import type { SecretKind } from '../../model/facts/secrets.ts'

/** A secret at its place, its value still in the clear: never leaves gathering. */
export interface RawSecret {
  readonly rule: string
  readonly title: string
  readonly kind: SecretKind
  readonly name: string
  readonly value: string
  /** Byte offsets of the value. */
  readonly from: number
  readonly to: number
  readonly confidence: 'confirmed' | 'likely' | 'possible'
  readonly because: string
  readonly isGuessable: boolean
}

export interface Dismissed {
  readonly from: number
  readonly to: number
  readonly because: string
}

/** Secrets of one file; more is a list of them, and tells nothing new. */
export const MAX_SECRETS = 1000

/** How a line of a comment or of an example session begins. */
export const COMMENT = /^\s*(?:\/\/(?!\S{1,80}\/:_)|\*|\/\*|#(?!define)|--\s|;|>>>|<!--|rem\s)/i
