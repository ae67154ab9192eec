const WORDS = /^(([a-z])+.)+[A-Z]([a-z])+$/

export const isTitle = (text: string): boolean => WORDS.test(text)
