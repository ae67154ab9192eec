type Tree = Record<string, any>

/** setPath(settings, 'page.colors.accent', '#123456') */
export function setPath(target: Tree, path: string, value: unknown): Tree {
  const keys = path.split('.')
  const last = keys.pop() as string
  let node = target
  for (const key of keys) node = node[key] ??= {}
  node[last] = value
  return target
}

export const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] as string)
