import { expect, it } from 'vitest'
import { withPatientCompiler } from '../src/patient-compiler.ts'

it('gives what the work gives', async () => {
  expect(await withPatientCompiler(async () => 'done')).toBe('done')
})

it('lets an error of the work through', async () => {
  await expect(withPatientCompiler(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})
