import { type ReactElement, useEffect, useState } from 'react'

export interface RailEntry {
  readonly id: string
  readonly name: string
  readonly tally: string
}

/** The sections of the page; the one in view is marked. */
export function Rail({ entries }: { readonly entries: readonly RailEntry[] }): ReactElement {
  const [current, setCurrent] = useState(entries[0]?.id ?? '')
  useEffect(() => {
    const observer = new IntersectionObserver(
      (seen) => {
        const entry = seen.find(({ isIntersecting }) => isIntersecting)
        if (entry !== undefined) setCurrent(entry.target.id)
      },
      { rootMargin: '-15% 0px -75% 0px' },
    )
    for (const section of document.querySelectorAll('main > section')) observer.observe(section)
    return () => observer.disconnect()
  }, [])
  return (
    <nav className="rail" aria-label="Sections">
      <ul>
        {entries.map(({ id, name, tally }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={current === id ? 'true' : undefined}>
              {name}
              <span>{tally}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
