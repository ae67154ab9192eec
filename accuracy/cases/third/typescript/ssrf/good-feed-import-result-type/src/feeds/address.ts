import { fail, ok, type Result } from '../lib/result'

function isPartner(host: string): boolean {
  switch (host) {
    case 'feeds.nightjar.example':
    case 'export.bluewillow.example':
      return true
    default:
      return false
  }
}

export function feedAddress(text: string): Result<URL> {
  const url = URL.parse(text)
  if (!url) return fail('The address is not valid')
  if (url.protocol !== 'https:') return fail('The address must begin with https')
  if (!isPartner(url.host)) return fail('The address is not of a partner')
  return ok(url)
}
