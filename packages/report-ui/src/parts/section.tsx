import type { ReactElement, ReactNode } from 'react'

interface SectionProps {
  readonly id: string
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
}

export function Section({ id, title, note, children }: SectionProps): ReactElement {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {note === undefined ? null : <p>{note}</p>}
      </header>
      {children}
    </section>
  )
}

/** A sentence where a table would be empty. */
export function Nothing({ children }: { readonly children: ReactNode }): ReactElement {
  return <p className="card nothing">{children}</p>
}
