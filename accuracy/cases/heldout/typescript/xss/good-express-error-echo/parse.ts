export class BadDate extends Error {
  constructor(readonly given: string) {
    super(`${given} is not a date`)
  }
}

export function day(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new BadDate(text)
  return date
}
