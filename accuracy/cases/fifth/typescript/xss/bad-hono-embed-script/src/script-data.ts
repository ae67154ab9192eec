export function scriptData(value: unknown): string {
  return JSON.stringify(value)
}
