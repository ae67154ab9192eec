import { customAlphabet } from 'nanoid'

// no letters that look like digits
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export const resetCode = customAlphabet(ALPHABET, 12)
