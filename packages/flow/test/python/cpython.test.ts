import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Instruction, IrFunction, Module } from '../../src/ir/ir.ts'
import { createPythonFrontEnd } from '../../src/python/front-end.ts'
import { REQUIRES_ALL, type SourceFile, sampleOf, standardLibrary } from './standard-library.ts'

const DESCRIBE = fileURLToPath(new URL('describe-with-ast.py', import.meta.url))

interface Description {
  readonly functions: readonly string[]
  readonly classes: readonly string[]
  readonly calls: readonly string[]
  readonly imports: readonly string[]
  readonly strings: readonly string[]
}

describe('agrees with the parser of CPython', () => {
  it('on functions, classes, calls, imports and strings of its standard library', async ({ skip }) => {
    const folder = standardLibrary()
    if (folder === null && !REQUIRES_ALL) skip('there is no python3 on the PATH')
    const frontEnd = await createPythonFrontEnd()
    // A character by name is U+FFFD here, by design.
    const sample = sampleOf(folder ?? 'python3 is required', 12).filter(({ text }) => !text.includes('\\N{'))
    const expected = describeWithAst(sample)
    let compared = 0
    for (const [index, { path, text }] of sample.entries()) {
      const description = expected[index]
      if (description === null || description === undefined) continue
      expect({ path, ...described(frontEnd.lower(path, text)) }).toEqual({ path, ...description })
      compared++
    }
    expect(compared).toBeGreaterThan(20)
  })
})

function describeWithAst(sample: readonly SourceFile[]): (Description | null)[] {
  const output = execFileSync('python3', ['-W', 'ignore', DESCRIBE], {
    input: sample.map(({ path }) => `${path}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return output
    .trimEnd()
    .split('\n')
    .map((line) => {
      const description = JSON.parse(line) as Record<keyof Description, string[]> | null
      return description === null ? null : sorted(description)
    })
}

/** What the module says of the same things. A suite of `finally` stands in it several times, at the same offsets. */
function described({ functions, classes, imports }: Module): Description {
  const calls = new Map<string, string>()
  const strings = new Map<string, string>()
  for (const irFunction of functions) {
    const names = namesRead(irFunction, functions)
    for (const instruction of instructionsOf(irFunction)) {
      const at = `${instruction.start}:${instruction.end}`
      if (instruction.op === 'call' && !instruction.isDecorator) {
        const name = instruction.receiver >= 0 ? instruction.method : (names.get(instruction.callee) ?? '')
        const named = instruction.args.filter(({ kind }) => kind === 'named' || kind === 'spread-named').length
        calls.set(`${at}:${name}`, `${name}/${instruction.args.length - named}/${named}`)
      }
      for (const [index, string] of stringsOf(instruction).entries()) strings.set(`${at}:${index}`, string)
    }
  }
  return sorted({
    functions: functions
      .filter(({ kind }) => kind !== 'module' && kind !== 'class-body')
      .map(({ name, parameters }) => `${name.slice(name.lastIndexOf('.') + 1)}/${parameters.length}`),
    classes: classes.map(({ name }) => name),
    calls: [...calls.values()],
    imports: imports.map(({ from, name }) => (name === null ? from : `${from}:${name}`)),
    strings: [...strings.values()],
  })
}

function sorted(description: Readonly<Record<keyof Description, readonly string[]>>): Description {
  const { functions, classes, calls, imports, strings } = description
  return {
    functions: functions.toSorted(),
    classes: classes.toSorted(),
    calls: calls.toSorted(),
    imports: imports.toSorted(),
    strings: strings.toSorted(),
  }
}

function instructionsOf({ blocks }: IrFunction): Instruction[] {
  return blocks.flatMap(({ instructions }) => instructions)
}

/** The name that each slot was read from: `f` of `f(x)` as a variable, a global or one of an outer function. */
function namesRead(irFunction: IrFunction, functions: readonly IrFunction[]): Map<number, string> {
  // A joined value such as `<or>` has no name in the source.
  const names = new Map([...irFunction.names].filter(([, name]) => !name.startsWith('<')))
  for (const instruction of instructionsOf(irFunction)) {
    if (instruction.op === 'global') names.set(instruction.dst, instruction.name)
    if (instruction.op === 'load-up') names.set(instruction.dst, functions[instruction.function]?.names.get(instruction.slot) ?? '')
  }
  return names
}

function stringsOf(instruction: Instruction): string[] {
  switch (instruction.op) {
    case 'const':
      if (typeof instruction.value === 'string') return [instruction.value]
      return typeof instruction.value === 'object' && instruction.value !== null && 'bytes' in instruction.value
        ? [`b:${instruction.value.bytes}`]
        : []
    case 'template':
      return instruction.parts.filter((part) => typeof part === 'string')
    case 'dict':
      return instruction.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.key] : []))
    default:
      return []
  }
}
