import type { Plugin } from 'graphql-yoga'
import pino from 'pino'

export const log = pino({ level: process.env.LOG_LEVEL ?? 'info' })

/** One line for each operation. */
export const operationLog: Plugin = {
  onExecute({ args }) {
    const started = Date.now()
    return {
      onExecuteDone() {
        const { operationName, variableValues } = args
        log.info({ operation: operationName, variables: variableValues, ms: Date.now() - started }, 'operation')
      },
    }
  },
}
