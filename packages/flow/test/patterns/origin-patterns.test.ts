import { expect, it } from 'vitest'
import { looseness } from '../../src/patterns/origin-patterns.ts'

it.each<[string, boolean, boolean]>([
  ['^https://.*shop.example', true, true],
  ['^https://shop\\.example', true, true],
  ['https://\\w+shop\\.example$', true, true],
  ['https?://.*', true, true],
  ['shop\\.example$', false, true],
  ['^https:\\/\\/.*\\.shop\\.example', false, true],
  ['https://([a-z0-9-]+\\.)*shop\\.example.*', true, true],
  ['^https://(?:www|app)\\.shop\\.(?:example|test).*$', true, true],
  ['^https://shop\\.example(:\\d+)?(/.*)?$', true, false],
  ['^https://shop\\.example:.+$', true, false],
  ['^https://([a-z0-9-]+\\.)*shop\\.example$', true, false],
  ['^https://.*\\.shop\\.example$', true, false],
  ['https://\\w+\\.shop\\.example\\Z', true, false],
  ['\\.shop\\.example$', false, false],
  ['^http://localhost:\\d+', true, false],
  ['^https:\\/\\/(?:www|app)\\.shop\\.example$', false, false],
])('%s, asked from the start %s, is loose: %s', (pattern, isMatched, isLoose) => {
  expect(looseness(pattern, isMatched) !== null).toBe(isLoose)
})
