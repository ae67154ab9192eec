import { isAbsolute, join } from 'node:path'

/** Where this user's programs keep what can be made again; null when the environment names no absolute folder. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>, name: 'code' | 'source'): string | null {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = environment
  const folders = [XDG_CACHE_HOME, LOCALAPPDATA, HOME === undefined ? undefined : join(HOME, '.cache')]
  const folder = folders.find((one) => one !== undefined && isAbsolute(one))
  return folder === undefined ? null : join(folder, 'assay', name)
}
