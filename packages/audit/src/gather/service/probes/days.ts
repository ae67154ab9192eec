import type { Schema } from '../../../model/facts/service.ts'

/** Whether a parameter takes a day or a moment. */
export const isDay = ({ format }: Schema): boolean => format === 'date' || format === 'date-time'

/** A day that hardly anybody asked for, the same one for the same word. */
export function dayOf(word: string): string {
  const number = Number.parseInt(word.replace(/[^0-9a-f]/g, '').slice(0, 6), 16)
  const part = (value: number): string => String(1 + value).padStart(2, '0')
  return `${2001 + (number % 20)}-${part(number % 12)}-${part(number % 28)}`
}
