const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

export function shareToken(length = 20): string {
  return Array.from({ length }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('')
}
