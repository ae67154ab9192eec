import { defineControl } from '../../model/control.ts'

export const errorHandlerCoverage = defineControl({
  id: 'error.handler-coverage',
  title: 'A last-resort handler exists and expected exceptions are mapped',
  why: 'Protects unhandled failures.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [248, 755], asvs: ['v5.0.0-16.5.4', 'v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-04', 'B-LOG-09', 'B-KIT-09'],
  verifiedBy: {
    live: 'triggered unknown error returns 500 in the envelope and is logged with request id',
    static: 'app-wide handler; unhandledRejection/uncaughtException policy; DB/validation/JWT errors mapped',
  },
  passesWhen: 'handler found and 500 corpus conform',
  failsWhen: 'framework default error page',
  fix: { python: 'app.register_error_handler(Exception,..)', node: 'setErrorHandler + process handlers' },
  effortHours: [1, 4],
  checks: [],
})
