/** What module resolution knows of the tree, as data. Paths are relative to the root, with forward slashes; the root itself is ''. */
export interface ModuleLayout {
  /** Every source file. */
  readonly files: readonly string[]
  readonly manifests: readonly PackageManifest[]
  readonly aliases: readonly PathAliases[]
  /** Directories from which absolute Python imports start, besides the root and the directories above the importing file. */
  readonly sourceRoots: readonly string[]
  /** Name of the Python package that the root itself is; absent where it is none. */
  readonly rootPackage?: string
}

/** What a package.json says about where modules lie. */
export interface PackageManifest {
  readonly directory: string
  readonly name: string | null
  /** `source`, `module` and `main`, those that are there, in this order. */
  readonly entries: readonly string[]
  readonly exports: unknown
  readonly imports: unknown
  /** The versions that it asks for, as they are written, by package. */
  readonly wants?: Readonly<Record<string, string>>
}

/** `compilerOptions.paths` and `baseUrl` of a tsconfig.json or jsconfig.json. */
export interface PathAliases {
  /** Applies to files in and below this directory. */
  readonly directory: string
  /** Directory that bare specifiers may start from; null when the file names none. */
  readonly baseUrl: string | null
  /** Directory that the targets of `paths` start from. */
  readonly pathsFrom: string
  readonly paths: Readonly<Record<string, readonly string[]>>
}

/** Where an import leads. */
export type ResolvedImport =
  | { readonly kind: 'file'; readonly file: string }
  /** `subpath` is '' for the package itself, else without a slash in front. */
  | { readonly kind: 'package'; readonly package: string; readonly subpath: string }
  /** `name` without `node:`. */
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'unresolved' }

export type ResolveImport = (fromFile: string, specifier: string) => ResolvedImport

/** Joins and normalises; null when the path climbs out of the root. */
export function joinPath(directory: string, path: string): string | null {
  const parts = directory === '' ? [] : directory.split('/')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

/** The first number of the version of a package that the nearest manifest above a file asks for; null when none tells. */
export function majorWanted({ manifests }: ModuleLayout, file: string, name: string): number | null {
  for (const directory of upwards(directoryOf(file))) {
    const wanted = manifests.find((manifest) => manifest.directory === directory)?.wants?.[name]
    const major = wanted === undefined ? undefined : /^[\^~>=v\s]*(\d+)(?![\w.*]*\s*(?:\|\||-\s))/.exec(wanted)?.[1]
    if (wanted !== undefined) return major === undefined ? null : Number(major)
  }
  return null
}

/** The directory of a path; '' at the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** The directory and those above it, innermost first, ending with the root. */
export function* upwards(directory: string): Generator<string> {
  for (let each = directory; each !== ''; each = directoryOf(each)) yield each
  yield ''
}
