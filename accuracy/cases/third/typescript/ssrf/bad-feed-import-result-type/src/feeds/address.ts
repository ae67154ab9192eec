import { fail, ok, type Result } from '../lib/result'

export function feedAddress(text: string): Result<URL> {
  const url = URL.parse(text)
  if (!url) return fail('The address is not valid')
  if (url.protocol !== 'https:') return fail('The address must begin with https')
  if (url.username !== '' || url.password !== '') return fail('The address may not hold credentials')
  return ok(url)
}
