import type { ReactElement, ReactNode } from 'react'

interface ScrollProps {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** A wide table scrolls inside its card; it takes the focus, so that the keyboard can scroll it too. */
export function Scroll({ label, className = '', children }: ScrollProps): ReactElement {
  return (
    <section className={`scroll ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
