import argon2 from 'argon2'
import { z } from 'zod'

const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const decoy = argon2.hash('nobody has this account', cost)
const guessed = new Set(['correcthorsebatterystaple', 'passwordpassword', 'payhollowpayhollow', '1234567890123', 'qwertyqwerty1'])

export const NewPassword = z.string().min(12).max(128).refine((s) => !guessed.has(s.toLowerCase()) && new Set(s).size > 4, 'too easy to guess')
export const hash = (password: string) => argon2.hash(password, cost)
export const verify = async (stored: string | undefined, password: string) => (await argon2.verify(stored ?? (await decoy), password)) && stored !== undefined
