export interface Filter {
  readonly name: string
  readonly value: string
}

export function decodeFilter(text: string): Filter {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Filter
}
