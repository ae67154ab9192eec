import { AsyncLocalStorage } from 'node:async_hooks'

interface Context {
  readonly language: string
}

const storage = new AsyncLocalStorage<Context>()
const LANGUAGES = new Set(['en', 'de', 'fr'])

export function enter<T>(language: string, work: () => Promise<T>): Promise<T> {
  return storage.run({ language: language.toLowerCase() }, work)
}

export const language = (): string => storage.getStore()?.language ?? 'en'
export const isKnown = (text: string): boolean => LANGUAGES.has(text)
