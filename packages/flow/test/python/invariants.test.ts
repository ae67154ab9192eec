import { expect, it } from 'vitest'
import type { Module } from '../../src/ir/ir.ts'
import { createPythonFrontEnd } from '../../src/python/front-end.ts'
import { brokenInvariants } from './ir-invariants.ts'
import { REQUIRES_ALL, sampleOf, standardLibrary } from './standard-library.ts'

const frontEnd = await createPythonFrontEnd()

it('keeps every promise of the representation on the standard library', ({ skip }) => {
  const folder = standardLibrary()
  if (folder === null && !REQUIRES_ALL) skip('there is no python3 on the PATH')
  const sample = sampleOf(folder ?? 'python3 is required', 7)
  expect(sample.length).toBeGreaterThan(50)
  for (const { path, text } of sample)
    expect({ path, broken: brokenInvariants(frontEnd.lower(path, text), text) }).toEqual({ path, broken: [] })
})

it('gives the same module for the same text', () => {
  const text = 'import a\nclass B(a.C):\n    def m(self, x=[i for i in y]):\n        try: return f"{x}"\n        finally: z()\n'
  expect(frontEnd.lower('a.py', text)).toEqual(frontEnd.lower('a.py', text))
})

it.each([
  ['a temporary assigned twice', 'assigns temporary'],
  ['a use before the assignment', 'before it is assigned'],
])('the check sees %s', (what, said) => {
  const text = 'def f(a):\n  if a:\n    b = a + 1\n  else:\n    b = g(a, 2)\n  return b\n'
  const module = frontEnd.lower('a.py', text)
  const broken = structuredClone(module) as Module
  const blocks = broken.functions[1]?.blocks ?? []
  const [first, second] = [blocks[2]?.instructions[0], blocks[3]?.instructions[0]]
  if (first === undefined || second === undefined || !('dst' in first) || !('dst' in second))
    throw new Error('another shape than this test breaks')
  if (what.includes('twice')) Object.assign(second, { dst: first.dst })
  else Object.assign(blocks[1]?.terminator ?? {}, { src: first.dst })
  expect(brokenInvariants(module, text)).toEqual([])
  expect(brokenInvariants(broken, text).join()).toContain(said)
})
