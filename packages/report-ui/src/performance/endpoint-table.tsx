import type { ReactElement } from 'react'
import { logarithmic, type Scale } from '../chart/scale.ts'
import { count, figure, percent } from '../format.ts'
import { FirstRows } from '../parts/first-rows.tsx'
import { Scroll } from '../parts/scroll.tsx'
import { Icon } from '../parts/symbols.tsx'
import type { EndpointMeasurement, Estimate } from '../report-types.ts'

const ROWS_SHOWN = 20
const COLUMNS = 8

interface EndpointTableProps {
  readonly title: string
  readonly note: string
  readonly endpoints: readonly EndpointMeasurement[]
  readonly budget: number | null
}

/** Each endpoint by itself, every figure with its interval on one scale. */
export function EndpointTable({ title, note, endpoints, budget }: EndpointTableProps): ReactElement {
  const bounds = endpoints.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs.min, latencyMs.max]))
  const scale = logarithmic(Math.min(...bounds, 1e6) / 1.2, Math.max(...bounds, 0.01) * 1.2)
  const sorted = endpoints.toSorted((a, b) => (b.latencyMs?.p95.value ?? 0) - (a.latencyMs?.p95.value ?? 0))
  return (
    <div className="card table-card">
      <h3>{title}</h3>
      <p className="described">{note}</p>
      <Scroll label={title}>
        <table className="endpoints" data-rows="">
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col" className="number">
                Requests
              </th>
              <th scope="col" className="number">
                Req/s
              </th>
              <th scope="col" className="number">
                p50
              </th>
              <th scope="col" className="number">
                p95 (interval)
              </th>
              <th scope="col" className="number">
                p99
              </th>
              <th scope="col" className="number">
                Errors
              </th>
              <th scope="col">p50 to p95, interval of p95</th>
            </tr>
          </thead>
          <tbody>
            <FirstRows
              items={sorted}
              limit={ROWS_SHOWN}
              noun="endpoints"
              wrap={(button) => (
                <tr className="rest">
                  <td colSpan={COLUMNS}>{button}</td>
                </tr>
              )}
            >
              {(endpoint) => <EndpointRow key={endpoint.name} endpoint={endpoint} scale={scale} budget={budget} />}
            </FirstRows>
          </tbody>
        </table>
      </Scroll>
    </div>
  )
}

interface EndpointRowProps {
  readonly endpoint: EndpointMeasurement
  readonly scale: Scale
  readonly budget: number | null
}

function EndpointRow({ endpoint, scale, budget }: EndpointRowProps): ReactElement {
  const { name, requests, ratePerSecond, latencyMs, errorRate, errors } = endpoint
  return (
    <tr data-row="" className={endpoint.void === null ? undefined : 'is-void'}>
      <th scope="row">
        <code>{name}</code>
        {endpoint.void === null ? null : (
          <small className="void-word" title={endpoint.void}>
            <Icon mark="nv" /> void: {endpoint.void}
          </small>
        )}
      </th>
      <td className="number">{count(requests)}</td>
      <td className="number">{figure(ratePerSecond)}</td>
      {latencyMs === null ? (
        <td className="number mute" colSpan={3}>
          no answer
        </td>
      ) : (
        <>
          <td className="number">{figure(latencyMs.p50.value)}</td>
          <td className="number">
            <b>{figure(latencyMs.p95.value)}</b> <span className="mute">({intervalText(latencyMs.p95)})</span>
          </td>
          <td className="number">{figure(latencyMs.p99.value)}</td>
        </>
      )}
      <td className="number">{errors === 0 ? '0' : percent(errorRate.value)}</td>
      <td>{latencyMs === null || endpoint.void !== null ? null : <Span latency={latencyMs} scale={scale} budget={budget} />}</td>
    </tr>
  )
}

/** `2.1–4.2`, or `from 2.1` where too few requests bound nothing above. */
function intervalText({ lower, upper }: Estimate): string {
  if (lower === null) return upper === null ? 'no interval' : `up to ${figure(upper)}`
  return upper === null ? `from ${figure(lower)}` : `${figure(lower)}–${figure(upper)}`
}

interface SpanProps {
  readonly latency: NonNullable<EndpointMeasurement['latencyMs']>
  readonly scale: Scale
  readonly budget: number | null
}

function Span({ latency: { p50, p95, max }, scale, budget }: SpanProps): ReactElement {
  const lower = scale.place(p95.lower ?? p95.value)
  const upper = scale.place(p95.upper ?? max)
  const isOver = budget !== null && (p95.lower ?? p95.value) > budget
  return (
    <span className={isOver ? 'span over' : 'span'} aria-hidden="true">
      <i className="median" style={{ left: `${scale.place(p50.value)}%` }} />
      <i className={p95.upper === null ? 'reach open' : 'reach'} style={{ left: `${lower}%`, width: `${Math.max(1, upper - lower)}%` }} />
      <i className="point" style={{ left: `${scale.place(p95.value)}%` }} />
    </span>
  )
}
