import type { Reply } from '../reply.ts'

export const SLEEP_SECONDS = 1.2
/** A sleep that was asked for must show to this part of it, and not much longer. */
const SHOWN_MS = 1000
const LONGEST_MS = 3500

const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64')
const pickle = (seconds: number): string => `ctime\nsleep\n(F${seconds}\ntR.`
const busy = (seconds: number): string => `function(){var e=Date.now()+${seconds * 1000};while(Date.now()<e){}}`

/** Texts that make a careless reader wait and do nothing else. */
export const GADGETS: readonly { readonly name: string; readonly make: (seconds: number) => string }[] = [
  { name: 'pickle', make: (seconds) => base64(pickle(seconds)) },
  { name: 'pickle, hexadecimal', make: (seconds) => Buffer.from(pickle(seconds), 'latin1').toString('hex') },
  { name: 'YAML of Python', make: (seconds) => `!!python/object/apply:time.sleep [${seconds}]` },
  { name: 'YAML of JavaScript', make: (seconds) => `{toString: !<tag:yaml.org,2002:js/function> '${busy(seconds)}'}` },
  { name: 'jsonpickle', make: (seconds) => JSON.stringify({ 'py/reduce': [{ 'py/function': 'time.sleep' }, { 'py/tuple': [seconds] }] }) },
  { name: 'functions in JSON', make: (seconds) => JSON.stringify({ assay: `_$$ND_FUNC$$_${busy(seconds)}()` }) },
  { name: 'functions in JSON, base64', make: (seconds) => base64(JSON.stringify({ assay: `_$$ND_FUNC$$_${busy(seconds)}()` })) },
]

export const rawPickle = (seconds: number): Uint8Array => Buffer.from(pickle(seconds), 'latin1')

export function sleeps(reply: Reply, calm: Reply): boolean {
  const extra = reply.durationMs - calm.durationMs
  return extra >= SHOWN_MS && extra < LONGEST_MS
}
