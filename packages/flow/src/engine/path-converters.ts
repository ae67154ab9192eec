import type { Program } from './program.ts'

const PARAMETER = /<(?:(?<converter>[A-Za-z_]\w*)(?:\([^)]*\))?:)?(?<name>[A-Za-z_]\w*)>/g
const GROUP = /\(\?P<(?<name>\w+)>(?<pattern>[^)]*)\)/g
const DIGITS = /^(?:\\d|\[0-9\])[+*]?(?:\{.*\})?$/

const known = new WeakMap<Program, ReadonlyMap<string, string>>()

/**
 * Parameters that the paths in the program's Python files name, with their converter (`int` of `<int:id>`, `str` of `<id>`). A name that
 * several paths convert differently is text.
 */
export function pathConverters(program: Program): ReadonlyMap<string, string> {
  const answer = known.get(program)
  if (answer !== undefined) return answer
  const converters = new Map<string, string>()
  const add = (name: string, converter: string): void => {
    converters.set(name, (converters.get(name) ?? converter) === converter ? converter : 'str')
  }
  for (const module of program.modules) {
    if (module.language !== 'python') continue
    for (const { blocks } of module.functions)
      for (const { instructions } of blocks)
        for (const instruction of instructions) {
          if (instruction.op !== 'const' || typeof instruction.value !== 'string' || !instruction.value.includes('<')) continue
          for (const { groups } of instruction.value.matchAll(PARAMETER)) add(groups?.name ?? '', groups?.converter ?? 'str')
          for (const { groups } of instruction.value.matchAll(GROUP))
            add(groups?.name ?? '', DIGITS.test(groups?.pattern ?? '') ? 'int' : 'str')
        }
  }
  known.set(program, converters)
  return converters
}
