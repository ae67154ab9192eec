import argon2 from 'argon2'
import { registerDecorator } from 'class-validator'

const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
let decoy: Promise<string> | undefined
const common = new Set(['passwordpassword', '123456789012', 'freightnook1', 'qwertyuiop12'])

export const hash = (word: string) => argon2.hash(word, cost)
export const fits = async (stored: string | undefined, word: string) => {
  decoy ??= hash('an account that is not there')
  return (await argon2.verify(stored ?? (await decoy), word)) && stored !== undefined
}

export const HardToGuess = () => (target: object, propertyName: string) =>
  registerDecorator({
    name: 'hardToGuess',
    target: target.constructor,
    propertyName,
    options: { message: '12 to 128 characters that are hard to guess' },
    validator: { validate: (v: unknown) => typeof v === 'string' && v.length >= 12 && v.length <= 128 && !common.has(v.toLowerCase()) && new Set(v).size > 4 },
  })
