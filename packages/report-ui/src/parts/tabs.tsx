import { type KeyboardEvent, type ReactElement, type ReactNode, useId, useRef, useState } from 'react'
import { usePrinting } from '../target.tsx'

export interface Tab {
  readonly name: string
  readonly panel: () => ReactNode
}

interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
}

/** Tabs after the ARIA pattern: arrows, Home and End move, one tab is in the tab order. On paper every panel is drawn. */
export function Tabs({ label, tabs }: TabsProps): ReactElement {
  const id = useId()
  const [chosen, setChosen] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const isPrinting = usePrinting()
  const move = (event: KeyboardEvent): void => {
    const next = nextTab(event.key, chosen, tabs.length)
    if (next === null) return
    event.preventDefault()
    setChosen(next)
    const button = list.current?.children[next]
    if (button instanceof HTMLElement) button.focus()
  }
  return (
    <div className="tabbed">
      <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ name }, at) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${at}`}
            aria-selected={at === chosen}
            aria-controls={`${id}-panel-${at}`}
            tabIndex={at === chosen ? 0 : -1}
            onClick={() => setChosen(at)}
          >
            {name}
          </button>
        ))}
      </div>
      {tabs.map(({ name, panel }, at) => (
        <div
          key={name}
          className="panel"
          role="tabpanel"
          id={`${id}-panel-${at}`}
          aria-labelledby={`${id}-tab-${at}`}
          hidden={at !== chosen && !isPrinting}
        >
          <h4>{name}</h4>
          {at === chosen || isPrinting ? panel() : null}
        </div>
      ))}
    </div>
  )
}

function nextTab(key: string, chosen: number, length: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (chosen + 1) % length
    case 'ArrowLeft':
      return (chosen + length - 1) % length
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return null
  }
}
