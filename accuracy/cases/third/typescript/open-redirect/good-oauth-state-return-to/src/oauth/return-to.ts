const ORIGIN = new URL(process.env.PUBLIC_URL ?? 'https://app.harbourline.example').origin

export function returnTarget(value: unknown): string {
  if (typeof value !== 'string' || value === '') return '/'
  const url = URL.parse(value, ORIGIN)
  return url?.origin === ORIGIN ? url.href : '/'
}
