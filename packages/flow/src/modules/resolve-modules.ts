import type { ModuleLayout, ResolvedImport, ResolveImport } from './layout.ts'
import { javaScriptResolver } from './resolve-java-script.ts'
import { pythonResolver } from './resolve-python.ts'

/**
 * Resolution over a given set of files; touches no disk. The language is that of the importing file. Answers are
 * remembered, so one resolver should serve a whole analysis.
 *
 * @example
 * const resolveImport = moduleResolver(layout)
 * resolveImport('src/routes/users.ts', '../db.js') // { kind: 'file', file: 'src/db.ts' }
 */
export function moduleResolver(layout: ModuleLayout): ResolveImport {
  const python = pythonResolver(layout)
  const javaScript = javaScriptResolver(layout)
  const known = new Map<string, ResolvedImport>()
  return (fromFile, specifier) => {
    const key = `${fromFile}\0${specifier}`
    const found = known.get(key)
    if (found !== undefined) return found
    const resolved = (isPython(fromFile) ? python : javaScript)(fromFile, specifier)
    known.set(key, resolved)
    return resolved
  }
}

export function isPython(file: string): boolean {
  return file.endsWith('.py') || file.endsWith('.pyi') || file.endsWith('.pyw')
}
