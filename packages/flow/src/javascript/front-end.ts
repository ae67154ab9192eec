import type { Program, Statement } from 'oxc-parser'
import type { LoweringIssue, Module } from '../ir/ir.ts'
import { openCommonExports } from './common-exports.ts'
import { forEachVar } from './hoisting.ts'
import { finish, isServerCode } from './lower-function.ts'
import { bindImports } from './lower-module-declaration.ts'
import { enterBlock, lowerStatements } from './lower-statement.ts'
import { FunctionLowering, ModuleLowering, openFunction } from './lowering.ts'
import { parseJavaScript } from './parse.ts'
import { withPrototypeClasses } from './prototype-classes.ts'
import { Scope } from './scope.ts'

export { isMinified } from './minified.ts'

/**
 * Lowers one JavaScript or TypeScript file. Never throws: what could not be read is in `issues`. Offsets are UTF-16 units.
 *
 * @param file path as the module is to be known by; its ending chooses the dialect
 */
export function lowerJavaScript(file: string, text: string): Module {
  const { program, issues } = parseJavaScript(file, text)
  return lowerProgram(file, text, program, issues)
}

/** Lowers a tree in the shape of ESTree with TypeScript. */
export function lowerProgram(file: string, text: string, program: Program, issues: readonly LoweringIssue[]): Module {
  const module = new ModuleLowering(text)
  module.issues.push(...issues)
  lowerMain(module, program.body as Statement[], text.length)
  for (let next = module.pending.pop(); next !== undefined; next = module.pending.pop()) next()
  const { functions, classes } = withPrototypeClasses({
    functions: module.builders.map((builder) => builder.freeze()),
    classes: module.classes,
  })
  return {
    file,
    language: 'javascript',
    functions,
    classes,
    imports: module.imports.sort((a, b) => a.start - b.start),
    exports: [...module.exports.values()],
    issues: module.issues.sort((a, b) => a.start - b.start),
    lineStarts: lineStarts(text),
  }
}

function lowerMain(module: ModuleLowering, statements: readonly Statement[], length: number): void {
  const build = openFunction(module, null, { name: '<module>', kind: 'module', ownerClass: -1, isAsync: false, start: 0, end: length })
  const l = new FunctionLowering(module, build, new Scope(null), null, null)
  build.isServerAction = isServerCode(statements)
  const isCommon =
    module.text.includes('exports') && !statements.some(({ type }) => type.startsWith('Export') || type === 'TSExportAssignment')
  if (isCommon) openCommonExports(l)
  for (const statement of statements) if (statement.type === 'ImportDeclaration') bindImports(l, statement)
  if (module.hasVar) forEachVar(statements, (name) => l.declare(name))
  enterBlock(l, statements)
  lowerStatements(l, statements)
  finish(l, length)
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
