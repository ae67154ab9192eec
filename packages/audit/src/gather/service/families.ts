import type { ProbeName } from '../../model/facts/service.ts'
import type { Intensity } from '../../model/words.ts'
import { probeAnonymousAccess } from './probes/anonymous-access.ts'
import { probeCors } from './probes/cors.ts'
import { probeExposure } from './probes/exposure.ts'
import { probePageHeaders } from './probes/page-headers.ts'
import { probeTokens } from './probes/tokens.ts'
import type { Probing } from './probing.ts'

/** Probes that are run together. */
export interface Family {
  readonly title: string
  readonly probes: readonly ProbeName[]
  /** The least intensity at which it runs. */
  readonly intensity: Intensity
  readonly run: (probing: Probing) => Promise<void>
}

/** In the order in which they run: what trips limiters, locks accounts or ends sessions comes last. */
export const FAMILIES: readonly Family[] = [
  { title: 'anonymous access', probes: ['anonymousAccess'], intensity: 'safe', run: probeAnonymousAccess },
  { title: 'headers of each kind of answer', probes: ['pageHeaders'], intensity: 'safe', run: probePageHeaders },
  { title: 'origins', probes: ['cors'], intensity: 'safe', run: probeCors },
  { title: 'tokens', probes: ['tokenMutation', 'tokenAlgorithm', 'tokenLifetime', 'tokenUse', 'secretStrength'], intensity: 'safe', run: probeTokens },
  { title: 'what should not be served', probes: ['exposedPaths', 'metricsEndpoints', 'docsExposure', 'debugMode'], intensity: 'safe', run: probeExposure },
]
