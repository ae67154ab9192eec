import { expect, it } from 'vitest'
import { endpointsOf } from '../../../src/gather/load/endpoints.ts'
import type { OperationFact } from '../../../src/model/facts/service.ts'

const reading = (path: string, change: Partial<OperationFact> = {}): OperationFact => ({
  key: `GET ${path}`,
  method: 'GET',
  path,
  origins: ['source'],
  parameters: [],
  body: null,
  declaredAccess: 'authenticated',
  purpose: 'other',
  exists: 'yes',
  baselineStatus: 200,
  coverage: 'tested',
  coverageBecause: '',
  file: null,
  line: null,
  ...change,
})

it.each<[string, OperationFact, boolean]>([
  ['an operation for users', reading('/boats'), true],
  ['one that was refused', reading('/boats', { baselineStatus: 403 }), false],
  ['one that needs an id', reading('/boats/{id}'), false],
  ['one for administrators, who were answered', reading('/admin/users', { purpose: 'admin' }), false],
  ['one for a role, which was answered', reading('/revenue', { declaredAccess: 'privileged' }), false],
])('loads %s: %s', (_name, operation, isLoaded) => {
  expect(endpointsOf([operation]).length === 1).toBe(isLoaded)
})
