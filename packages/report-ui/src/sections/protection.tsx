import type { EndpointAspect, EndpointCategory, Report } from 'assay'
import type { ReactElement } from 'react'
import { Icon } from '../parts/symbols.tsx'
import type { Mark } from '../words.ts'

const ASPECTS = ['authentication', 'authorization', 'validation', 'limits'] as const

/** Each category of endpoints, and of how many of its operations each protection was seen. */
export function EndpointsCard({ report: { endpoints = [] } }: { readonly report: Report }): ReactElement | null {
  if (endpoints.length === 0) return null
  return (
    <div className="card wide">
      <h3>Endpoints by category: protection seen on n of the m operations that it applies to</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Operations</th>
            {ASPECTS.map((aspect) => (
              <th key={aspect} scope="col">
                {aspect}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {endpoints.map((category) => (
            <Row key={category.name} category={category} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ category }: { readonly category: EndpointCategory }): ReactElement {
  return (
    <tr>
      <th scope="row">
        <code>{category.name}</code>
      </th>
      <td>{category.operations}</td>
      {ASPECTS.map((aspect) => (
        <td key={aspect}>
          <Aspect aspect={category[aspect]} />
        </td>
      ))}
    </tr>
  )
}

function Aspect({ aspect: { held, failed, unknown } }: { readonly aspect: EndpointAspect }): ReactElement {
  const of = held + failed + unknown
  if (of === 0) return <span className="mute">not applicable</span>
  const mark: Mark = failed > 0 ? 'fail' : unknown === of ? 'nv' : unknown > 0 ? 'partial' : 'pass'
  const rest = [...(failed > 0 ? [`${failed} fail`] : []), ...(unknown > 0 ? [`${unknown} not tested`] : [])]
  return (
    <span className="coverage">
      <Icon mark={mark} /> {held} of {of} {rest.length === 0 ? null : <span className="mute">{rest.join(', ')}</span>}
    </span>
  )
}

/** Ten points for authentication, each deduction with its control. */
export function AuthenticationCard({ report: { authentication } }: { readonly report: Report }): ReactElement | null {
  if (authentication == null) return null
  const { score, of, verified, controls, deductions, notVerified } = authentication
  return (
    <div className="card wide">
      <h3>
        Authentication {score.toFixed(1)} of {of}, by {verified} of {controls} controls that apply
      </h3>
      <ul className="operations">
        {deductions.map(({ control, title, points, outcome }) => (
          <li key={control}>
            <span className="coverage">
              <Icon mark={outcome === 'partial' ? 'partial' : 'fail'} /> -{points.toFixed(1)}
            </span>
            <code>{control}</code>
            <span className="mute">{title}</span>
          </li>
        ))}
        {notVerified.map(({ control, because }) => (
          <li key={control}>
            <span className="coverage">
              <Icon mark="nv" /> not verified
            </span>
            <code>{control}</code>
            <span className="mute">{because}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
