import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { textOf } from './place.ts'
import type { Hint } from './value.ts'

const AGENT_KEYS = ['agent', 'httpAgent', 'httpsAgent', 'dispatcher']
/** Agents that refuse to connect to addresses of internal networks. */
const GUARDED_AGENTS = /^(?:request-filtering-agent|ssrf-req-filter|ssrf-agent|ssrf-agent-guard|got-ssrf|private-ip-guard)\b/
const OWN_AGENT = /^(?:undici\.(?:Agent|Pool|Client)|(?:node:)?https?\.Agent)(?:\(\))?$/
/** What tells the addresses of internal networks from the rest. */
const TELLS_ADDRESSES =
  /\bBlockList\b|\bip(?:addr|6addr|address)\b[^\n]*\.(?:process|parse|range|is\w+)\(|\.range\(\)|\bis_?(?:private|public|internal|loopback|reserved)/i

/** Whether a request goes through an agent that looks at the address before it connects. */
export function hasGuardedAgent(act: Activation, { args }: CallUse): boolean {
  return args.positional.some(({ objects }) =>
    objects.some((id) =>
      AGENT_KEYS.some((key) => {
        const hint = act.object(id)?.entries.get(key)?.hint
        return hint?.kind === 'library' && (GUARDED_AGENTS.test(hint.name) || isGuardedByProgram(act, hint))
      }),
    ),
  )
}

/** `new Agent({ connect })`, `new https.Agent({ lookup })` where the program tells addresses and refuses some. */
function isGuardedByProgram({ engine: { denoter } }: Activation, { name, origin }: Hint & { kind: 'library' }): boolean {
  if (origin === null || !OWN_AGENT.test(name)) return false
  const options = denoter.argument(origin, origin.call, 0)
  const connects = options?.kind === 'dict' && (options.entries.has('connect') || options.entries.has('lookup'))
  return connects && looksAt(textOf(origin.module))
}

const looksAt = (text: string): boolean => TELLS_ADDRESSES.test(text) && /\blookup\b/.test(text) && /new \w*Error\(/.test(text)
