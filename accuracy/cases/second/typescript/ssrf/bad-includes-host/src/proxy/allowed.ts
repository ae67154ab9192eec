const ALLOWED = ['maps.example.com', 'tiles.example.org']

export function isAllowed(address: string): boolean {
  return address.startsWith('https://') && ALLOWED.some((host) => address.includes(host))
}
