export type Formula = (scope: Record<string, number>) => number

export function compile(source: string, names: string[]): Formula {
  const body = `"use strict"; return (${source});`
  const fn = new Function(...names, body)
  return (scope) => fn(...names.map((name) => scope[name]))
}
