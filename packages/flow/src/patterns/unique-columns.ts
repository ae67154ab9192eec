import type { Program } from '../engine/program.ts'

const UNIQUE =
  /\bunique\s*[:=]\s*(?:true|True)\b|\bUNIQUE\b|UniqueConstraint|unique_together|@unique|\.unique\(\)|PRIMARY\s+KEY\s*\(|createIndex\([^)]*unique/
const DECLARATION = /create\s+table\s+(?:if\s+not\s+exists\s+)?(?<table>["`\w.]+)\s*\(|class\s+(?<model>\w+)\s*\(/gi
/** The last part of a qualified name: `"public"."users"`. */
const LAST_PART = /(?<name>\w+)["`]?$/
const LONGEST_NAME = 130
const MOST_DECLARED = 1500

interface Declared {
  /** Whether anything of the tree names something unique. */
  readonly anything: boolean
  /** Names of tables and models in lower case, and whether a declaration of that name does. */
  readonly names: ReadonlyMap<string, boolean>
}

const known = new WeakMap<Program, Declared>()

/** Whether the declaration of a table or model names something unique; where it is not in sight, or '' is asked for, whether anything of the tree does. */
export function declaresUnique(program: Program, textOf: (file: string) => string, table: string): boolean {
  let declared = known.get(program)
  if (declared === undefined) {
    declared = readDeclared(program.modules.map(({ file }) => textOf(file)))
    known.set(program, declared)
  }
  return declared.names.get(table.replace(/\W/g, '').toLowerCase()) ?? declared.anything
}

function readDeclared(texts: readonly string[]): Declared {
  const names = new Map<string, boolean>()
  for (const text of texts) {
    for (const { 0: found, index, groups } of text.matchAll(DECLARATION)) {
      const name = LAST_PART.exec((groups?.table ?? groups?.model ?? '').slice(-LONGEST_NAME))?.groups?.name?.toLowerCase() ?? ''
      if (name !== '' && names.get(name) !== true) names.set(name, UNIQUE.test(declarationAt(text, index, found)))
    }
  }
  return { anything: texts.some((text) => UNIQUE.test(text)), names }
}

/** A statement up to its semicolon, or a class up to the next one. */
function declarationAt(text: string, index: number, opening: string): string {
  const rest = text.slice(index, index + MOST_DECLARED)
  const end = rest.slice(opening.length).search(/^class\s/i.test(opening) ? /\n(?=\S)/ : /;|\bcreate\s+(?:table|index)\b/i)
  return end < 0 ? rest : rest.slice(0, opening.length + end)
}
