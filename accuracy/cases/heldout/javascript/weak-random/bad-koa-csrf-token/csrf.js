const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function csrfToken(length = 32) {
  return Array.from({ length }, () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('')
}
