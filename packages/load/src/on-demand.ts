/**
 * Modules of Node that most runs do without, loaded when they are asked for, and `util`, which as an import brings along all that it offers:
 * an HTTP/1.1 run in one thread takes some 10 MB less memory without them (`npm run bench -- load`).
 */
export const tls = (): typeof import('node:tls') => process.getBuiltinModule('node:tls')
export const http2 = (): typeof import('node:http2') => process.getBuiltinModule('node:http2')
export const util = (): typeof import('node:util') => process.getBuiltinModule('node:util')
export const workerThreads = (): typeof import('node:worker_threads') => process.getBuiltinModule('node:worker_threads')
