export const PARTNERS: ReadonlyMap<string, string> = new Map([
  ['tools', 'https://tools.example.org/'],
  ['garden', 'https://garden.example.net/'],
])
