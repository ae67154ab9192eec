import { LOAD_HELP, runLoadCommand } from '@assay/load'
import type { Command } from './command.ts'

export const loadCommand: Command = {
  name: 'load',
  summary: 'Measure a URL under load: latency, throughput, capacity, comparison.',
  help: LOAD_HELP,
  run: (args, context) => runLoadCommand([...args], context),
}
