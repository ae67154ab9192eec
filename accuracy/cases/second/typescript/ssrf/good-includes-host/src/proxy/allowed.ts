const ALLOWED = new Set(['maps.example.com', 'tiles.example.org'])

export function isAllowed(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' && ALLOWED.has(hostname)
}
