import { expect, it } from 'vitest'
import { corpus } from './corpus/corpus.ts'
import { scanCorpus, total } from './corpus/measure.ts'

/** The goals of the product: F1 of 0.87 at a precision of 0.93. */
const MIN_PRECISION = 0.93
const MIN_F1 = 0.87

it.each([
  ['the open half', false],
  ['the half held out', true],
])('finds secrets and leaves look-alikes in %s of the corpus', async (_, isHeldOut) => {
  const files = corpus().filter((file) => file.isHeldOut === isHeldOut)
  const secrets = (await scanCorpus(files)).filter((one) => one.confidence !== 'possible')
  const { found, missed, alarms } = total(files, secrets)
  const precision = found / (found + alarms)
  const recall = found / (found + missed)
  expect(precision).toBeGreaterThan(MIN_PRECISION)
  expect((2 * precision * recall) / (precision + recall)).toBeGreaterThan(MIN_F1)
})
