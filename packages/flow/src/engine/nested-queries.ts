import { textOf } from './place.ts'
import type { Program } from './program.ts'

const known = new WeakMap<Program, boolean>()

/** Whether the program gives its framework a parser that makes objects of `?name[$ne]=`: `qs(new Koa())`, `querystringParser: (text) => qs.parse(text)`. */
export function nestsQueries(program: Program): boolean {
  let answer = known.get(program)
  if (answer === undefined) {
    answer = program.modules.some(
      (module) =>
        module.imports.some(({ from }) => from === 'koa-qs') ||
        (module.imports.some(({ from }) => from === 'qs') && /\bquerystringParser\b/.test(textOf(module))),
    )
    known.set(program, answer)
  }
  return answer
}
