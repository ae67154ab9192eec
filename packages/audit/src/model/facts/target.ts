/** What is audited. */
export interface TargetFact {
  /** Folder name or host, for people. */
  readonly name: string
  /** As given on the command line or in the configuration; null when no source is audited. */
  readonly sourceRoot: string | null
  /** Base address of the running service; null when none is audited. */
  readonly baseUrl: string | null
  /** Whether assay started the service itself. */
  readonly startedByUs: boolean
  readonly commit: string | null
  readonly isDirty: boolean | null
}

export interface TreeFact {
  /** Files below the root in sorted order, without what is never read (.git, node_modules, virtual environments). */
  readonly files: readonly TreeFile[]
  readonly isGitRepository: boolean
  /** Links that lead out of the tree, and files over the size limit: not read. */
  readonly notRead: readonly { readonly file: string; readonly because: string }[]
  /** Links whose end lies inside the tree; their ends are read as files of their own. */
  readonly links?: readonly { readonly file: string; readonly to: string }[]
}

export interface TreeFile {
  readonly file: string
  readonly bytes: number
  /** POSIX mode bits (0o777), null where the system has none. */
  readonly mode: number | null
  readonly isIgnoredByGit: boolean
  /** Tracked in the index; null outside a git repository. */
  readonly isTracked: boolean | null
}
