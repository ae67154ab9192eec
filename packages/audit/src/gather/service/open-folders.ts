/** A folder of files that the source serves to anybody, and where it says so. */
export interface OpenFolder {
  /** As the source writes it: `media/<path:path>`, `^media/(?P<path>.*)$`. */
  readonly path: string
  readonly file: string
  readonly line: number
}

/** Where the source says that a path is served; nowhere when it does not. */
export function servedAt(folders: readonly OpenFolder[], path: string): { readonly file: string | null; readonly line: number | null } {
  const folder = folders.find((each) => {
    const prefix = each.path
      .replace(/^[\^/]+/, '')
      .replace(/[<(].*$/, '')
      .replace(/\/+$/, '')
    return prefix !== '' && path.startsWith(`/${prefix}/`)
  })
  return { file: folder?.file ?? null, line: folder?.line ?? null }
}
