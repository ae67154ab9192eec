import type { ReactElement } from 'react'
import { Icon } from '../parts/symbols.tsx'

/** Numbers that are not those of the service are called void. */
export function VoidNote({ because }: { readonly because: string }): ReactElement {
  return (
    <p className="void">
      <Icon mark="nv" />
      <span>
        <b>Void:</b> {because}
      </span>
    </p>
  )
}
