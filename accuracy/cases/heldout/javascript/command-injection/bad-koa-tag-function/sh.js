import { execSync } from 'node:child_process'

const quote = (text) => `'${String(text).replaceAll("'", "'\\''")}'`

export function sh(parts, ...values) {
  const line = parts.reduce((all, part, index) => all + values[index - 1] + part)
  return execSync(line, { timeout: 5000, maxBuffer: 1_000_000 }).toString()
}
