import type { TerminalStyle } from '../report/terminal.ts'
import type { CommandContext } from './command.ts'

/** Colour only on a terminal that did not ask for none; at most 80 columns unless the terminal is narrower. */
export function terminalStyle({ stdout, environment }: CommandContext): TerminalStyle {
  const hasColor = stdout.isTTY === true && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb'
  return { hasColor, width: Math.max(40, Math.min(80, stdout.columns ?? 80)) }
}
