export type Kind = 'icon' | 'photo'

export const FOLDERS: Readonly<Record<Kind, string>> = { icon: 'icons', photo: 'photos' }

export function folderOf(kind: Kind): string | undefined {
  return Object.hasOwn(FOLDERS, kind) ? FOLDERS[kind] : undefined
}
