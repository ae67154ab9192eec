import { type ReactElement, useLayoutEffect, useState } from 'react'

const THEMES = ['auto', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]
const KEY = 'assay-theme'

export function ThemeSwitch(): ReactElement {
  const [theme, setTheme] = useState<Theme>(readTheme)
  useLayoutEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  const choose = (chosen: Theme): void => {
    setTheme(chosen)
    try {
      localStorage.setItem(KEY, chosen)
    } catch {
      // a page opened from a folder may have no storage: the choice then lasts as long as the page
    }
  }
  return (
    <fieldset className="segments">
      <legend className="hidden-text">Theme</legend>
      {THEMES.map((each) => (
        <button key={each} type="button" aria-pressed={theme === each} onClick={() => choose(each)}>
          {each}
        </button>
      ))}
    </fieldset>
  )
}

function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY)
    return THEMES.find((each) => each === kept) ?? 'auto'
  } catch {
    return 'auto'
  }
}
