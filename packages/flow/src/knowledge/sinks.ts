import type { SinkModel } from './model.ts'
import { CODE_SINKS, COMMAND_SINKS } from './sinks/commands.ts'
import { DOCUMENT_SINKS } from './sinks/documents.ts'
import { FILE_SINKS } from './sinks/files.ts'
import { NETWORK_SINKS } from './sinks/network.ts'
import { OBJECT_SINKS } from './sinks/objects.ts'
import { OUTPUT_SINKS } from './sinks/output.ts'
import { PARSING_SINKS } from './sinks/parsing.ts'
import { SQL_SINKS } from './sinks/sql.ts'

/** Where a tainted argument does harm: `name(position:name, position.key)`. */
export const SINKS: readonly SinkModel[] = [
  ...SQL_SINKS,
  ...DOCUMENT_SINKS,
  ...COMMAND_SINKS,
  ...CODE_SINKS,
  ...PARSING_SINKS,
  ...FILE_SINKS,
  ...OBJECT_SINKS,
  ...NETWORK_SINKS,
  ...OUTPUT_SINKS,
]
