import type { Severity } from '../words.ts'

/** What the target depends on, and what is known against it. */
export interface DependencyFacts {
  readonly manifests: readonly ManifestFact[]
  readonly packages: readonly PackageFact[]
  readonly advisories: AdvisoriesFact
}

export type Ecosystem = 'npm' | 'PyPI'
export type DependencyGroup = 'production' | 'development' | 'optional'

/** A file that declares dependencies. */
export interface ManifestFact {
  readonly file: string
  readonly ecosystem: Ecosystem
  /** The lock that pins it; null when there is none. */
  readonly lock: string | null
  readonly declared: readonly DeclaredDependency[]
  /** Why it could not be read; null when it was. */
  readonly error: string | null
}

export interface DeclaredDependency {
  readonly name: string
  /** As written: `^4.18.0`, `==3.0.3`, empty for any version. */
  readonly range: string
  readonly line: number
  readonly group: DependencyGroup
  /** Whether exactly one version satisfies it. */
  readonly isExact: boolean
  /** Whether the content is pinned by a hash. */
  readonly hasHash: boolean
}

/** A package at the version that a lock, or an exact requirement, resolves to. */
export interface PackageFact {
  readonly ecosystem: Ecosystem
  /** Normalised: PEP 503 for PyPI. */
  readonly name: string
  readonly version: string
  readonly file: string
  readonly line: number
  readonly group: DependencyGroup
  readonly isDirect: boolean
  readonly hasHash: boolean
  /** SPDX expression as the lock states it; null when it does not. */
  readonly license: string | null
}

export interface AdvisoriesFact {
  /** Where the records came from. */
  readonly source: string
  /** Newest `modified` of all records, ISO date. */
  readonly newest: string
  readonly records: number
  readonly matches: readonly AdvisoryMatch[]
}

export interface AdvisoryMatch {
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly severity: Severity
  readonly package: PackageFact
  /** Lowest version without the defect above the used one; null when there is none. */
  readonly fixedIn: string | null
}
