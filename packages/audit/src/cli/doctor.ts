import type { Command } from './command.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check this installation against a weak and a hardened service of its own.',
  help: '',
  run: async () => 0,
}
