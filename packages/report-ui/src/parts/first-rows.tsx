import { type ReactElement, type ReactNode, useRef, useState } from 'react'
import { type Target, usePrinting, useTargetChange } from '../target.tsx'

interface FirstRowsProps<T> {
  readonly items: readonly T[]
  readonly limit: number
  readonly children: (item: T, at: number) => ReactNode
  /** Whether the address names this item: then all are shown. */
  readonly isTarget?: (item: T, target: Target) => boolean
  /** What the items are called, for `+12 more findings`. */
  readonly noun?: string
  /** Wraps the button, where the list is a table or a list. */
  readonly wrap?: (button: ReactElement) => ReactElement
}

/** The first rows of a long list; the rest is counted and opens on demand. */
export function FirstRows<T>({ items, limit, children, isTarget, noun, wrap }: FirstRowsProps<T>): ReactElement {
  const [isWhole, setWhole] = useState(false)
  const place = useRef<HTMLButtonElement>(null)
  const isPrinting = usePrinting()
  useTargetChange((target) => {
    if (isTarget !== undefined && target.id !== '' && items.slice(limit).some((item) => isTarget(item, target))) setWhole(true)
  })
  // one more row costs no more than the button that would hide it
  const shown = isWhole || isPrinting || items.length <= limit + 1 ? items.length : limit
  const open = (): void => {
    const list = place.current?.closest('[data-rows]')
    setWhole(true)
    // the button goes away: the focus moves to the first row that came
    requestAnimationFrame(() => {
      const focusable = list?.querySelectorAll<HTMLElement>('[data-row]')[shown]?.querySelector<HTMLElement>('button, a')
      focusable?.focus()
    })
  }
  const button = (
    <button type="button" className="more" ref={place} onClick={open}>
      +{(items.length - shown).toLocaleString('en-US')} more{noun === undefined ? '' : ` ${noun}`}
    </button>
  )
  return (
    <>
      {items.slice(0, shown).map(children)}
      {shown === items.length ? null : wrap === undefined ? button : wrap(button)}
    </>
  )
}
