import got from 'got'

const supplier = got.extend({ prefixUrl: 'https://supplier.internal', timeout: { request: 5000 }, retry: { limit: 1 } })

export function catalogue(): Promise<string> {
  return supplier.get('catalogue').text()
}
