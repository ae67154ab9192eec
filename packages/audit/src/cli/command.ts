/** What a command is given; nothing in it reads globals. */
export interface Streams {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }
}

export interface CommandContext extends Streams {
  readonly workingDirectory: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

export interface Command {
  readonly name: string
  readonly help: string
  /** 0 passed, 1 findings or a failed gate, 2 could not run. */
  run(args: readonly string[], context: CommandContext): Promise<number>
}
