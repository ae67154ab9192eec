import type { NginxDirective, NginxFileFact } from '../../model/facts/configuration.ts'

const MAX_DEPTH = 6
/** Directives that a tree of includes may grow to. */
const MAX_DIRECTIVES = 50_000

/** Puts the directives of included files where they are included, as far as the files lie in the tree. */
export function resolveIncludes(files: readonly NginxFileFact[]): NginxFileFact[] {
  const budget = { left: MAX_DIRECTIVES }
  return files.map((file) => ({ ...file, directives: expand(file.directives, files, [file.file], budget) }))
}

function expand(
  directives: readonly NginxDirective[],
  files: readonly NginxFileFact[],
  path: readonly string[],
  budget: { left: number },
): NginxDirective[] {
  return directives.flatMap((directive): NginxDirective[] => {
    if (--budget.left < 0) return []
    if (directive.name === 'include' && path.length < MAX_DEPTH) {
      const included = files.filter(({ file }) => !path.includes(file) && isNamed(directive.arguments[0] ?? '', file))
      return [directive, ...included.flatMap((file) => expand(file.directives, files, [...path, file.file], budget))]
    }
    return [directive.block === null ? directive : { ...directive, block: expand(directive.block, files, path, budget) }]
  })
}

/** `/etc/nginx/conf.d/*.conf` names files of the tree whose path ends in the same folder and name. */
function isNamed(pattern: string, file: string): boolean {
  const wanted = pattern
    .split('/')
    .filter((part) => part !== '')
    .slice(-2)
  const given = file.split('/').slice(-wanted.length)
  if (wanted.length === 0 || given.length < wanted.length) return false
  return wanted.every((part, index) =>
    new RegExp(
      `^${part
        .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^/]*')
        .replaceAll('?', '.')}$`,
    ).test(given[index] ?? ''),
  )
}
