export interface Query {
  text: string
  values: unknown[]
}

export function byLabel(label: string): Query {
  return { text: `SELECT id FROM files WHERE label = '${label}' LIMIT 20`, values: [] }
}
