import { randomInt } from 'node:crypto'

export const numbers = {
  fast: (limit) => Math.floor(Math.random() * limit),
  fair: (limit) => randomInt(limit),
}
