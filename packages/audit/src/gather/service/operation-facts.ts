import type { OperationFact } from '../../model/facts/service.ts'
import type { Operation } from './operations.ts'
import { isRedirect } from './reply.ts'

/** What is kept of an operation, with how far it was probed and why no further. */
export function operationFact(operation: Operation, stopped: string): OperationFact {
  const { guards: _guards, effects: _effects, gaps, probes, page: _page, ...rest } = operation
  const isSentOn = isRedirect({ status: operation.baselineStatus }) && gaps.size === 0
  const isReached = (operation.baselineStatus >= 200 && operation.baselineStatus < 300) || (isSentOn && probes > 0)
  if (operation.exists === 'no') return { ...rest, coverage: 'not', coverageBecause: 'the service knows no such path' }
  const special = ['login', 'register', 'refresh', 'logout', 'health', 'docs', 'metrics', 'static', 'password-reset'].includes(
    operation.purpose,
  )
  const coverage =
    operation.method === 'DELETE' ? (probes > 0 ? 'tested' : 'not') : isReached || special ? 'tested' : probes > 0 ? 'partly' : 'not'
  const because = coverage === 'tested' ? '' : [...gaps].join('; ') || stopped || 'no valid request could be made'
  return { ...rest, coverage, coverageBecause: because }
}
