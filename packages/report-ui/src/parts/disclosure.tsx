import { type ReactElement, type ReactNode, useId } from 'react'

interface DisclosureProps {
  readonly id?: string
  readonly className: string
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly summary: ReactNode
  readonly children: () => ReactNode
}

/** A row that opens. Its body is drawn only while it is open, so that large reports stay quick. */
export function Disclosure({ id, className, isOpen, onToggle, summary, children }: DisclosureProps): ReactElement {
  const body = useId()
  return (
    <div id={id} className={className} data-row="" data-open={isOpen}>
      <button type="button" className="summary" aria-expanded={isOpen} aria-controls={body} onClick={onToggle}>
        {summary}
      </button>
      <div id={body} className="body" hidden={!isOpen}>
        {isOpen ? children() : null}
      </div>
    </div>
  )
}
