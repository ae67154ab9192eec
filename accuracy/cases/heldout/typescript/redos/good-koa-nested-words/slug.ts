const WORD = /^[A-Z]?[a-z]+$/

export const isTitle = (text: string): boolean => text.split('.').every((word) => WORD.test(word))
