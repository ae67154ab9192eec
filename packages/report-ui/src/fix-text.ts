import type { ControlResult } from 'assay'

export type Stack = 'node' | 'python' | 'any'

/** Directions by stack. The catalogue says `same` where both stacks need the same. */
export function fixTexts(fix: ControlResult['fix']): { readonly stack: Stack; readonly text: string }[] {
  const said = (text: string | undefined): string => (text === undefined || text.trim().toLowerCase() === 'same' ? '' : text)
  const node = said(fix.node)
  const python = said(fix.python)
  const any = said(fix.any)
  if ((node === '' || python === '' || node === python) && any === '') {
    const text = node === '' ? python : node
    const isShared = node === python || fix.node === 'same' || fix.python === 'same'
    if (text !== '' && isShared) return [{ stack: 'any', text }]
  }
  const all: readonly { readonly stack: Stack; readonly text: string }[] = [
    { stack: 'node', text: node },
    { stack: 'any', text: any },
    { stack: 'python', text: python },
  ]
  return all.filter(({ text }) => text !== '')
}

/** The first direction, for a list. */
export function fixLine(fix: ControlResult['fix']): string {
  return fixTexts(fix)[0]?.text ?? ''
}
