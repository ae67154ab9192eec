import { LOAD_HELP, runLoadCommand } from '@assay/load'
import type { Command } from './command.ts'

export const loadCommand: Command = {
  name: 'load',
  help: LOAD_HELP,
  run: (args, context) => runLoadCommand([...args], context),
}
