export const resetToken = (): string =>
  Array.from({ length: 4 }, () => Math.random().toString(36).slice(2)).join('')

export const jitter = (attempt: number): number => 2 ** attempt * 100 + Math.random() * 50
