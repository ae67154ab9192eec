import type { EndpointRequest } from '@assay/load'
import type { OperationFact } from '../../model/facts/service.ts'

const MAX_ENDPOINTS = 8

/** Reading operations that need no id and answered 2xx to an ordinary user; health alone asks no database. */
export function endpointsOf(operations: readonly OperationFact[]): EndpointRequest[] {
  return operations
    .filter(
      ({ method, path, baselineStatus, declaredAccess, parameters, purpose }) =>
        method === 'GET' &&
        // An administrator was answered there; the load is sent as an ordinary user.
        declaredAccess !== 'privileged' &&
        purpose !== 'admin' &&
        baselineStatus >= 200 &&
        baselineStatus < 300 &&
        !path.includes('{') &&
        !QUIET.includes(purpose) &&
        !parameters.some(({ isRequired }) => isRequired),
    )
    .slice(0, MAX_ENDPOINTS)
    .map(({ path, purpose }) => ({ method: 'GET', path, database: purpose !== 'health' }))
}

/** Purposes that say nothing of the service's speed, or that must not be asked a thousand times. */
const QUIET: readonly OperationFact['purpose'][] = ['metrics', 'docs', 'static', 'logout', 'login', 'register', 'refresh', 'password-reset']
