import {admit, textDigest, type Admission} from '#pipeline'

import type {Workspace} from '../workspace/workspace.ts'

/** Ask the gate what may go out. */
export function admitWorkspace(
  {editions, statements, trust, ledger, source}: Workspace,
  now: string,
): Promise<Admission> {
  return admit({
    editions,
    statements,
    trust: trust.trust,
    ledger,
    now,
    assets: (id) => source.asset(id),
    textDigest,
  })
}
