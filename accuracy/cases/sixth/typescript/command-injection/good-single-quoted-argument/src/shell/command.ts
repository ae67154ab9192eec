import { exec } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(exec)

export type Values = Record<string, string | number>

function quote(value: string | number): string {
  return `'${String(value).replace(/'/g, `'\\''`)}'`
}

/** A command line with named holes, such as `lp -n :copies :file`. */
export class Command {
  constructor(private readonly template: string) {}

  private fill(values: Values): string {
    return this.template.replace(/:([a-z]+)/g, (_, name: string) => quote(values[name] ?? ''))
  }

  async run(values: Values): Promise<string> {
    const { stdout } = await run(this.fill(values), { timeout: 15_000, maxBuffer: 1 << 20 })
    return stdout.trim()
  }
}
