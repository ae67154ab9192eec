/** `^\/notes\/(\d+)$` is `/notes/:id`; null for patterns that say more than that. */
export function patternTemplate(pattern: string): string | null {
  let count = 0
  const text = pattern
    .replace(/^\^/, '')
    .replace(/(?:\\?\/\?)?\$$/, '')
    .replaceAll('\\/', '/')
    .replace(/\((?:\?<(\w+)>|\?:)?(?:\\.|\[[^\]]*\]|[^()\\])+\)/g, (_match, name: string | undefined) => {
      count += 1
      return `:${name ?? (count === 1 ? 'id' : `id${count}`)}`
    })
    .replaceAll('\\.', '.')
  return /^\/[\w:/.-]*$/.test(text) ? text : null
}

/** Whether a pattern matches a path; those that are no templates are taken to match none. */
export function matchesPath(pattern: string, path: string): boolean {
  return patternTemplate(pattern) !== null && new RegExp(pattern).test(path)
}
