const ORIGIN = new URL(process.env.PUBLIC_URL ?? 'https://app.harbourline.example').origin

export function returnTarget(value: unknown): string {
  if (typeof value !== 'string' || value === '') return '/'
  return value.startsWith('/') || value.startsWith(ORIGIN) ? value : '/'
}
