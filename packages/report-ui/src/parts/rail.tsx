import { type ReactElement, useEffect, useRef, useState } from 'react'

const STRIP_MARGIN = 40

export interface RailEntry {
  readonly id: string
  readonly name: string
  readonly tally: string
}

/** The sections of the page; the one in view is marked. */
export function Rail({ entries }: { readonly entries: readonly RailEntry[] }): ReactElement {
  const [current, setCurrent] = useState(entries[0]?.id ?? '')
  const rail = useRef<HTMLElement>(null)
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
  useEffect(() => {
    // on a narrow page the rail is a strip: what is current must be in sight there
    const strip = rail.current
    const link = strip?.querySelector<HTMLElement>(`a[href="#${current}"]`)
    if (strip !== null && link != null && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = link.offsetLeft - STRIP_MARGIN
  }, [current])
  return (
    <nav className="rail" aria-label="Sections" ref={rail}>
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
