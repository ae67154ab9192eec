import type { AnalysedFile } from '../facts.ts'
import type { LoweringIssue, Module } from '../ir/ir.ts'
import { lowerJavaScript } from '../javascript/front-end.ts'
import { isMinified } from '../javascript/minified.ts'
import { createPythonFrontEnd, type PythonFrontEnd } from '../python/front-end.ts'
import type { SourceFile } from './read-sources.ts'

export interface LoweredSources {
  readonly modules: readonly Module[]
  /** One entry a listed file, in the order of the list. */
  readonly files: readonly AnalysedFile[]
}

/** Lowers every source; a file that breaks its front end is reported, and the rest goes on. */
export async function lowerSources(sources: readonly SourceFile[]): Promise<LoweredSources> {
  const hasPython = sources.some((source) => source.language === 'python' && source.leftOut === '')
  const python = hasPython ? await createPythonFrontEnd() : null
  const modules: Module[] = []
  const files: AnalysedFile[] = []
  for (const source of sources) {
    if (source.leftOut !== '') {
      files.push(described(source, 'left-out', source.leftOut))
      continue
    }
    if (source.language === 'javascript' && isMinified(source.text)) {
      files.push(described(source, 'left-out', 'minified'))
      continue
    }
    const module = lower(source, python)
    if (typeof module === 'string') {
      files.push(described(source, 'failed', module))
      continue
    }
    if (module.functions.length === 0) files.push(described(source, 'failed', issueText(module.issues)))
    else {
      modules.push(module)
      files.push(module.issues.length === 0 ? described(source, 'analysed', '') : described(source, 'partly', issueText(module.issues)))
    }
  }
  return { modules, files }
}

/** The module, or why there is none. */
function lower(source: SourceFile, python: PythonFrontEnd | null): Module | string {
  try {
    if (source.language === 'javascript') return lowerJavaScript(source.file, source.text)
    return python === null ? 'the Python front end is not loaded' : python.lower(source.file, source.text)
  } catch (error) {
    return `the front end failed: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`
  }
}

function described(source: SourceFile, outcome: AnalysedFile['outcome'], because: string): AnalysedFile {
  return { file: source.file, language: source.language, role: source.role, lines: source.lines, bytes: source.bytes, outcome, because }
}

const ISSUES_NAMED = 3

function issueText(issues: readonly LoweringIssue[]): string {
  const named = issues.slice(0, ISSUES_NAMED).map((issue) => issue.message)
  return issues.length > ISSUES_NAMED ? `${named.join('; ')}; ${issues.length - ISSUES_NAMED} more` : named.join('; ')
}
