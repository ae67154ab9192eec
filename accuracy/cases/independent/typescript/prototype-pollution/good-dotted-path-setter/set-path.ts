export function setPath(target: Record<string, any>, path: string, value: unknown): void {
  const parts = path.split('.')
  if (parts.some((part) => part === '__proto__' || part === 'constructor' || part === 'prototype')) return
  const last = parts.pop() as string
  let node = target
  for (const part of parts) node = node[part] ??= {}
  node[last] = value
}
