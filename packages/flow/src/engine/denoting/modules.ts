import type { Module } from '../../ir/ir.ts'
import { conventionalType } from '../../knowledge/conventional-types.ts'
import { DEEPEST, type Denotation, libraryNamed, UNKNOWN } from '../denotation.ts'
import type { InnerDenoter } from '../denote.ts'
import { exportNamed, functionAt, submoduleSpecifier } from '../program.ts'

/** What importing yields, through exports of exports, packages and submodules. */
export class ModuleNames {
  readonly #denoter: InnerDenoter

  constructor(denoter: InnerDenoter) {
    this.#denoter = denoter
  }

  imported(importer: Module, from: string, name: string | null): Denotation {
    const file = this.#denoter.program.resolve(importer, from)
    const module = file === null ? undefined : this.#denoter.program.moduleByFile.get(file)
    if (module === undefined) return this.#external(importer, from, name)
    if (name === null) {
      return exportNamed(module, '=') === null ? { kind: 'module', module } : this.exported(module, '=')
    }
    const found = this.exported(module, name)
    return found.kind === 'unknown' ? this.#submodule(importer, from, name) : found
  }

  #external(importer: Module, from: string, name: string | null): Denotation {
    if (name !== null && name !== 'default' && importer.language === 'python') {
      const submodule = this.#submodule(importer, from, name)
      if (submodule.kind !== 'unknown') return submodule
    }
    const conventional = importer.language === 'javascript' ? conventionalType(from, name) : null
    if (conventional !== null) return libraryNamed(conventional)
    const base = packageName(from)
    return libraryNamed(name === null || name === 'default' || name === '*' ? base : `${base}.${name}`)
  }

  #submodule(importer: Module, from: string, name: string): Denotation {
    if (importer.language !== 'python') return UNKNOWN
    const file = this.#denoter.program.resolve(importer, submoduleSpecifier(from, name))
    const module = file === null ? undefined : this.#denoter.program.moduleByFile.get(file)
    return module === undefined ? UNKNOWN : { kind: 'module', module }
  }

  exported(module: Module, name: string): Denotation {
    if (this.#denoter.depth > DEEPEST) return UNKNOWN
    this.#denoter.depth++
    const answer = this.#exported(module, name)
    this.#denoter.depth--
    return answer
  }

  #exported(module: Module, name: string): Denotation {
    const found = exportNamed(module, name)
    if (found?.kind === 'local') return this.#denoter.denote({ module, function: functionAt(module, 0) }, found.slot)
    if (found?.kind === 'again') return this.imported(module, found.from, found.imported)
    const whole = name === '=' ? null : exportNamed(module, '=')
    if (whole !== null) {
      const value = this.exported(module, '=')
      return name === 'default' ? value : this.#denoter.member(value, name)
    }
    for (const candidate of module.exports) {
      if (candidate.kind !== 'all') continue
      const again = this.imported(module, candidate.from, name)
      if (again.kind !== 'unknown' && again.kind !== 'library') return again
    }
    return module.language === 'python' ? this.#submoduleOf(module, name) : UNKNOWN
  }

  /** `app.models` where `app` is a package of ours. */
  #submoduleOf(module: Module, name: string): Denotation {
    if (!module.file.endsWith('/__init__.py')) return UNKNOWN
    const folder = module.file.slice(0, -'__init__.py'.length)
    const found =
      this.#denoter.program.moduleByFile.get(`${folder}${name}.py`) ??
      this.#denoter.program.moduleByFile.get(`${folder}${name}/__init__.py`)
    return found === undefined ? UNKNOWN : { kind: 'module', module: found }
  }
}

/** One name for what is imported in several ways: `node:fs`, `lodash/pick.js`, `lodash-es`. */
function packageName(from: string): string {
  if (from.startsWith('node:')) return from.slice('node:'.length)
  return from.startsWith('lodash')
    ? from.replace(/^lodash(?:-es)?(?:\/(?!fp\b)(\w+)(?:\.js)?)?$/, (_, part?: string) =>
        part === undefined ? 'lodash' : `lodash.${part}`,
      )
    : from
}
