import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReportIndex } from './report-index.ts'

/** The item that the address names: what holds it opens, shows it and gives it the focus. */
export interface Target {
  readonly id: string
  readonly control: string
  readonly fingerprint: string
}

const NOWHERE: Target = { id: '', control: '', fingerprint: '' }
const TargetContext = createContext<Target>(NOWHERE)
export const TargetProvider = TargetContext.Provider

/** Follows the address; each change gives a new object, so that the same link can be followed twice. */
export function useAddress(index: ReportIndex): Target {
  const [target, setTarget] = useState(() => targetOf(index, location.hash))
  useEffect(() => {
    const follow = (): void => setTarget(targetOf(index, location.hash))
    // a link to where the address already points changes nothing, yet it must open its item again
    const again = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link !== null && link.hash !== '' && link.hash === location.hash) follow()
    }
    addEventListener('hashchange', follow)
    document.addEventListener('click', again)
    return () => {
      removeEventListener('hashchange', follow)
      document.removeEventListener('click', again)
    }
  }, [index])
  useEffect(() => {
    // the browser looked for the section before it was drawn
    const element = target.id === '' ? null : document.getElementById(target.id)
    if (element === null) return
    element.scrollIntoView({ block: 'start' })
    if (target.control === '') return
    const first = element.matches('button') ? element : element.querySelector('button')
    ;(first instanceof HTMLElement ? first : element).focus({ preventScroll: true })
  }, [target])
  return target
}

/** The target, and whether it changed since this component last drew. */
export function useTargetChange(onChange: (target: Target) => void): Target {
  const target = useContext(TargetContext)
  const [seen, setSeen] = useState<Target>(NOWHERE)
  if (seen !== target) {
    setSeen(target)
    onChange(target)
  }
  return target
}

export function useOpen(isTarget: (target: Target) => boolean, initially = false): readonly [boolean, () => void] {
  const [isOpen, setOpen] = useState(initially)
  useTargetChange((target) => {
    if (isTarget(target)) setOpen(true)
  })
  const isPrinting = useContext(PrintingContext)
  return useMemo(() => [isOpen || isPrinting, () => setOpen((before) => !before)], [isOpen, isPrinting])
}

function targetOf(index: ReportIndex, hash: string): Target {
  const id = decode(hash.slice(1))
  if (id.startsWith('finding-')) {
    const finding = index.findings.get(id.slice('finding-'.length))
    if (finding !== undefined) return { id, control: finding.control, fingerprint: finding.fingerprint }
  }
  if (id.startsWith('control-') && index.controls.has(id.slice('control-'.length))) {
    return { id, control: id.slice('control-'.length), fingerprint: '' }
  }
  return { ...NOWHERE, id }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const PrintingContext = createContext(false)
export const PrintingProvider = PrintingContext.Provider

export function usePrinting(): boolean {
  return useContext(PrintingContext)
}
