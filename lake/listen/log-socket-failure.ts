import {withoutSecrets} from '../http/log.ts'
import type {Services} from '../http/services.ts'

/** Log what nobody expected on an open socket. */
export function logSocketFailure({log, clock}: Services, route: string, error: unknown): void {
  const fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log({at: clock(), level: 'error', event: 'socket-failed', route, fault: withoutSecrets(fault)})
}
