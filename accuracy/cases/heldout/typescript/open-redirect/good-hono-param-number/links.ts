const LINKS: readonly string[] = ['https://docs.example.org', 'https://blog.example.org']

export const linkOf = (key: string): string => LINKS[Number(key)] ?? '/'
