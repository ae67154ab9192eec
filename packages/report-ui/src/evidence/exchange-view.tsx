import type { Exchange, ExchangeEvidence } from 'assay'
import { type ReactElement, useState } from 'react'
import { bytes, figure } from '../format.ts'
import { keyed } from '../keyed.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { Chevron } from '../parts/symbols.tsx'
import { Marked } from './marked.tsx'

interface ExchangeRowProps {
  /** What the exchange is in its trial: `Baseline`, `Attempt 2`. */
  readonly part: string
  readonly evidence: ExchangeEvidence
  readonly isFirst?: boolean
}

/** One recorded request with its response: a line, that opens to the wire. */
export function ExchangeRow({ part, evidence, isFirst = false }: ExchangeRowProps): ReactElement {
  // on paper the deciding exchange stands for its repetitions
  const [isOpen, setOpen] = useState(isFirst)
  const { exchange } = evidence
  return (
    <Disclosure
      className="exchange"
      isOpen={isOpen}
      onToggle={() => setOpen(!isOpen)}
      summary={
        <>
          <Chevron />
          <span className="role">{part}</span>
          <code className="request">
            {exchange.method} {pathOf(exchange.url)}
          </code>
          <span className="answer">{answerOf(exchange)}</span>
          <span className="who">{exchange.identity}</span>
        </>
      }
    >
      {() => <Wire evidence={evidence} />}
    </Disclosure>
  )
}

function Wire({ evidence }: { readonly evidence: ExchangeEvidence }): ReactElement {
  const { exchange, highlight, curl, note } = evidence
  const status = exchange.status === 0 ? `no response: ${exchange.error}` : `HTTP ${exchange.status}`
  return (
    <>
      <div className="wire">
        <figure>
          <figcaption>Request</figcaption>
          <Message first={`${exchange.method} ${exchange.url}`} headers={exchange.requestHeaders} body={exchange.requestBody} />
        </figure>
        <figure>
          <figcaption>
            Response <span>{bytes(exchange.responseBytes)}, masked and cut</span>
          </figcaption>
          <Message
            first={status}
            headers={exchange.responseHeaders}
            body={exchange.responseBody}
            {...(highlight === undefined ? {} : { highlight })}
          />
        </figure>
      </div>
      {note === undefined ? null : <p className="note">{note}</p>}
      <div className="command">
        <pre className="code">{curl}</pre>
        <CopyButton text={curl} label="the command that repeats this request" />
      </div>
    </>
  )
}

interface MessageProps {
  readonly first: string
  readonly headers: Exchange['requestHeaders']
  readonly body: string
  readonly highlight?: string
}

function Message({ first, headers, body, highlight = '' }: MessageProps): ReactElement {
  const wanted = highlight.toLowerCase()
  return (
    <pre className="code wrapped">
      <b>{first}</b>
      {'\n'}
      {keyed(headers, ([name]) => name).map(({ key, item: [name, value] }) => (
        <span key={key} className={name.toLowerCase() === wanted ? 'line hit' : 'line'}>
          <span className="name">{name}:</span> <Marked text={value} wanted={highlight} />
        </span>
      ))}
      {body === '' ? null : (
        <span className="message-body">
          <Marked text={body} wanted={highlight} />
        </span>
      )}
    </pre>
  )
}

export function answerOf(exchange: Exchange): string {
  if (exchange.status === 0) return exchange.error === '' ? 'no response' : exchange.error
  return `${exchange.status} · ${bytes(exchange.responseBytes)} · ${figure(exchange.durationMs)} ms`
}

/** Path and query of an address; the address itself where it is none. */
export function pathOf(url: string): string {
  const found = /^[a-z]+:\/\/[^/?#]*(?<path>.*)$/i.exec(url)?.groups?.path
  return found === undefined ? url : found === '' ? '/' : found
}
