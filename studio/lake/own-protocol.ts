/**
 * Keep the Studio from warning of HTTP/1.1: its six connections to a host are not what our listeners
 * take, and no setting says so.
 */
export function acceptOwnProtocol(): void {
  if (typeof localStorage !== 'undefined') localStorage.setItem('_sanity_debugProtocol', 'h2')
}
