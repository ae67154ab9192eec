import { spawn } from 'node:child_process'

const DEADLINE_MS = 30_000
const MOST_BYTES = 65_536

/** Runs a command of the user's own and returns the headers that it prints: `Name: value` lines, or JSON `{"headers": {...}}`. */
export function headersFromScript(
  command: string,
  directory: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ readonly headers: Readonly<Record<string, string>> | null; readonly because: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, cwd: directory, env: environment, stdio: ['ignore', 'pipe', 'pipe'], signal })
    let out = ''
    let error = ''
    const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS)
    child.stdout.on('data', (chunk: Buffer) => {
      if (out.length < MOST_BYTES) out += chunk.toString('utf8')
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (error.length < MOST_BYTES) error += chunk.toString('utf8')
    })
    const end = (because: string): void => {
      clearTimeout(timer)
      const headers = because === '' ? headersIn(out) : null
      resolve({ headers, because: because === '' && headers === null ? 'the script printed no headers' : because })
    }
    child.once('error', (problem) => end(`the script could not run (${problem.message})`))
    child.once('close', (code, killed) =>
      end(
        killed !== null
          ? `the script did not end within ${DEADLINE_MS / 1000} s`
          : code === 0
            ? ''
            : `the script ended with ${code}: ${error.trim().split('\n').at(-1)?.slice(0, 160) ?? ''}`,
      ),
    )
  })
}

export function headersIn(text: string): Readonly<Record<string, string>> | null {
  const headers = fromJson(text) ?? fromLines(text)
  return Object.keys(headers).length === 0 ? null : headers
}

function fromJson(text: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const inner: unknown = Reflect.get(value, 'headers') ?? value
    if (typeof inner !== 'object' || inner === null) return null
    return Object.fromEntries(Object.entries(inner).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return null
  }
}

function fromLines(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(/\r?\n/)
      .map((line) => /^([\w!#$%&'*+.^`|~-]+):\s*(\S.*)$/.exec(line.trim()))
      .filter((match) => match !== null)
      .map((match): [string, string] => [match[1] ?? '', match[2] ?? '']),
  )
}
