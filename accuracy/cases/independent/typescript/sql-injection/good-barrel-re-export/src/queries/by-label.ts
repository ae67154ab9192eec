export interface Query {
  text: string
  values: unknown[]
}

export function byLabel(label: string): Query {
  return { text: 'SELECT id FROM files WHERE label = $1 LIMIT 20', values: [label] }
}
