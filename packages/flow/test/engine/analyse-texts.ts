import { analyseFlows, type FlowAnalysis } from '../../src/engine/analyse.ts'
import { rememberText } from '../../src/engine/place.ts'
import { createProgram, type Program } from '../../src/engine/program.ts'
import type { Module } from '../../src/ir/ir.ts'
import { lowerJavaScript } from '../../src/javascript/front-end.ts'
import { moduleResolver } from '../../src/modules/resolve-modules.ts'
import { createPythonFrontEnd } from '../../src/python/front-end.ts'
import { settledPaths } from '../../src/routes/stored-paths.ts'
import { isTemplate } from '../../src/templates/read-template.ts'
import { TemplateLibrary } from '../../src/templates/template-library.ts'

const python = await createPythonFrontEnd()

/** A linked program of these sources and templates, without a disk. */
export function programOf(files: Readonly<Record<string, string>>): Program {
  const [templates, sources] = [true, false].map((wanted) => Object.entries(files).filter(([file]) => isTemplate(file) === wanted))
  const modules: Module[] = (sources ?? []).map(([file, text]) => {
    const module = file.endsWith('.py') ? python.lower(file, text) : lowerJavaScript(file, text)
    rememberText(module, text)
    return module
  })
  const resolve = moduleResolver({ files: Object.keys(files), manifests: [], aliases: [], sourceRoots: [] })
  return createProgram(
    modules,
    (importer, from) => {
      const resolved = resolve(importer.file, from)
      return resolved.kind === 'file' ? resolved.file : null
    },
    new TemplateLibrary((templates ?? []).map(([file, text]) => ({ file, text }))),
  )
}

/** With `isLibrary` what the files export is called by strangers. */
export function analyseTexts(files: Readonly<Record<string, string>>, isLibrary = false): FlowAnalysis {
  const flows = analyseFlows(programOf(files), undefined, new Set(isLibrary ? Object.keys(files) : []))
  return { ...flows, paths: settledPaths(flows) }
}

/** Kinds found, with the lines of source and sink: `sql-injection app.py:5>7`. */
export function found(files: Readonly<Record<string, string>>): string[] {
  return analyseTexts(files).paths.map(
    (path) =>
      `${path.kind} ${path.source.file}:${path.source.line}>${path.sink.file === path.source.file ? '' : `${path.sink.file}:`}${path.sink.line}`,
  )
}
