import type { SecretKind } from '../../model/facts/secrets.ts'

/** A rule as data, in the shape of a gitleaks rule file; what is ours besides stands at the end. */
export interface Rule {
  readonly id: string
  readonly description: string
  /** JavaScript source of a regular expression, see `compileRule`. The secret is group `secretGroup`, or group 1, or all of it. */
  readonly regex: string
  /** Text one of which must stand near, in any case. */
  readonly keywords: readonly string[]
  readonly secretGroup?: number
  /** Least Shannon entropy of the secret, in bits a character. */
  readonly entropy?: number
  /** Source of a regular expression over the file's path. */
  readonly path?: string
  readonly allowlists?: readonly Allowlist[]
  readonly kind?: SecretKind
  readonly validate?: ValidatorName
  /** Characters a match may span; default 400. Matches of longer things need a longer window. */
  readonly window?: number
}

export interface Allowlist {
  readonly regexes?: readonly string[]
  readonly regexTarget?: 'secret' | 'match' | 'line'
  readonly paths?: readonly string[]
  readonly stopwords?: readonly string[]
  readonly condition?: 'AND' | 'OR'
}

export type ValidatorName =
  | 'github-checksum'
  | 'jwt'
  | 'basic-auth'
  | 'private-key'
  | 'aws-access-key'
  | 'connection-string'
  | 'sql-password'
  | 'docker-auth'
  | 'credential-pair'
  | 'default-account'
  | 'argument'
  | 'random'
  | 'device'
  | 'written'
  | 'encoded-private-key'
  | 'kubernetes-data'
