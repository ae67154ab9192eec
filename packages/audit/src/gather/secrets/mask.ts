import { createHmac } from 'node:crypto'
import type { SecretMask } from '../../model/facts/secrets.ts'
import { isGuessable } from './guessable.ts'
import { shannonEntropy } from './shannon.ts'

/** Keyed, so that a digest is of no use in other tables; fixed, so that the same input gives the same report. */
const KEY = 'assay secret mask 1'
const DIGEST_CHARACTERS = 8
/** What the guess of a value from every list of bad passwords costs. */
const GUESSABLE_BITS = 10

/** What may be shown of a secret: at most four characters, its length and a short keyed hash. */
export function maskOf(value: string): SecretMask {
  const shown = value.length >= 20 ? 4 : value.length >= 12 ? 2 : value.length >= 8 ? 1 : 0
  const bits = Math.round(shannonEntropy(value) * value.length)
  return {
    text: `${value.slice(0, shown)}…`,
    digest: createHmac('sha256', KEY).update(value).digest('hex').slice(0, DIGEST_CHARACTERS),
    bytes: Buffer.byteLength(value),
    bits: isGuessable(value) ? Math.min(bits, GUESSABLE_BITS) : bits,
  }
}
