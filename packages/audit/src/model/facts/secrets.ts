/** What looks like a credential in the files of the tree and in their history. Values never stand here: see `SecretMask`. */
export interface SecretsFact {
  /** In the order of file and line. */
  readonly secrets: readonly SecretFact[]
  readonly scanned: { readonly files: number; readonly bytes: number; readonly rules: number }
  /** Files that were not scanned: binary, too large, unreadable. */
  readonly notScanned: readonly { readonly file: string; readonly because: string }[]
  /** Candidates that turned out to be placeholders, references or examples. */
  readonly dismissed: {
    readonly count: number
    readonly examples: readonly { readonly file: string; readonly line: number; readonly because: string }[]
  }
  readonly history: HistoryScan
}

export type HistoryScan =
  | {
      readonly state: 'scanned'
      readonly commits: number
      readonly versions: number
      readonly bytes: number
      readonly isComplete: boolean
      readonly secrets: readonly SecretFact[]
    }
  | { readonly state: 'not-scanned'; readonly because: string }

export type SecretKind = 'provider-key' | 'private-key' | 'password' | 'token' | 'secret-key' | 'connection-string' | 'authorization-header'

/** What a file is for, as far as a secret in it is concerned. */
export type SecretContext = 'source' | 'configuration' | 'pipeline' | 'test' | 'example' | 'documentation' | 'vendored'

export interface SecretFact {
  readonly file: string
  readonly line: number
  readonly endLine: number
  readonly rule: string
  /** What it is, as a noun: "AWS access key id", "password". */
  readonly title: string
  readonly kind: SecretKind
  /** The name it is assigned to; empty when it stands alone. */
  readonly name: string
  readonly mask: SecretMask
  /** The line with every secret in it masked. */
  readonly snippet: string
  readonly context: SecretContext
  readonly confidence: 'confirmed' | 'likely' | 'possible'
  /** Why it is taken for a secret, as a phrase. */
  readonly because: string
  /** A word that anybody would try first: `admin123`, `changeme`, `your-secret-key`. */
  readonly isGuessable: boolean
  readonly isTracked: boolean | null
  /** Abbreviated commit that holds it, in a history scan; null in the working tree. */
  readonly commit: string | null
}

/** A value that may be stored and shown: its first characters, its length, and a keyed hash that tells equal values. */
export interface SecretMask {
  readonly text: string
  readonly digest: string
  readonly bytes: number
  /** Estimate of the bits an attacker has to guess. */
  readonly bits: number
}
