interface Props {
  name: string
  value: unknown
}

function serialise(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c')
}

export function BootstrapState({ name, value }: Props) {
  const script = `window.__state = window.__state || {}; window.__state.${name} = ${serialise(value)};`
  return <script dangerouslySetInnerHTML={{ __html: script }} />
}
