/** Headers in which proxies tell the address of a client, and in which a client may write whatever it likes. */
export const ADDRESS_HEADERS = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip'] as const

/** One of them with an address of the block for documentation. */
export function addressHeader(name: (typeof ADDRESS_HEADERS)[number], host: number): Readonly<Record<string, string>> {
  return { [name]: name === 'forwarded' ? `for=203.0.113.${host}` : `203.0.113.${host}` }
}

/** All of them with the same address: where that changes nothing, none of them does. */
export function addressHeaders(host: number): Readonly<Record<string, string>> {
  return Object.assign({}, ...ADDRESS_HEADERS.map((name) => addressHeader(name, host)))
}
