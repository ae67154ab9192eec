import type { Gate } from 'assay'
import type { ReactElement } from 'react'
import { Icon } from '../parts/symbols.tsx'
import type { Mark } from '../words.ts'

const STATE: Readonly<Record<Gate['state'], { readonly mark: Mark; readonly word: string }>> = {
  passed: { mark: 'pass', word: 'passed' },
  failed: { mark: 'fail', word: 'failed' },
  'not-verified': { mark: 'nv', word: 'unverified' },
}

export function Gates({ gates }: { readonly gates: readonly Gate[] }): ReactElement {
  return (
    <ul className="card gates" aria-label="Gates">
      {gates.map(({ id, title, state, because, controls }) => (
        <li key={id} className={`gate gate-${state}`}>
          <div className={`gate-state state-${STATE[state].mark}`}>
            <Icon mark={STATE[state].mark} />
            {STATE[state].word}
          </div>
          <b>
            <span className="id">{id}</span> {controls[0] === undefined ? title : <a href={`#control-${controls[0]}`}>{title}</a>}
          </b>
          <span className="because" title={because}>
            {because}
          </span>
        </li>
      ))}
    </ul>
  )
}
