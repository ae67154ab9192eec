import type { Severity } from '../words.ts'

/** What the target depends on, and what is known against it. */
export interface DependencyFacts {
  readonly manifests: readonly ManifestFact[]
  readonly packages: readonly PackageFact[]
  readonly advisories: AdvisoriesFact
  /** Versions of language runtimes that files of the tree ask for. */
  readonly runtimes: readonly RuntimeFact[]
  /** Manifests and locks of ecosystems that nothing here reads. */
  readonly unreadManifests: readonly { readonly file: string; readonly ecosystem: string }[]
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
  /** Newest `modified` of all records, ISO date; the day of the answer where a service was asked. */
  readonly newest: string
  readonly records: number
  /** Per ecosystem: data of one say nothing about packages of another. */
  readonly ecosystems: readonly { readonly ecosystem: Ecosystem; readonly records: number; readonly newest: string }[]
  readonly matches: readonly AdvisoryMatch[]
  /** Packages whose version no advisory can name: git addresses, paths, other schemes. */
  readonly notComparable: readonly string[]
  /** Why the data are not whole; null when they are. */
  readonly incomplete: string | null
}

export interface AdvisoryMatch {
  readonly id: string
  readonly aliases: readonly string[]
  readonly summary: string
  readonly severity: Severity
  readonly package: PackageFact
  /** Lowest version without the defect above the used one; null when there is none. */
  readonly fixedIn: string | null
  /** ISO date; empty when the record has none. */
  readonly published: string
}

/** A runtime version that a file asks for: `.nvmrc`, `engines`, `requires-python`, `runtime.txt`, `.tool-versions`. */
export interface RuntimeFact {
  readonly file: string
  readonly line: number
  readonly snippet: string
  readonly product: 'node' | 'python'
  /** Whether the text names one release or a range of them. */
  readonly kind: 'version' | 'range'
  /** `20.11.0`, `20`, `3.11`, or a range as written. */
  readonly version: string
}
