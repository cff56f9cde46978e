import {equalBytes} from '../bundle/digests.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import {proofOf} from '../repository/signer.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'

/** Compare `.pae` and `.sig` with what follows from the envelope beside them. */
export async function proofFaults(
  reader: ArtifactReader,
  name: string,
  envelope: string,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [path, wanted] of await proofOf(name, envelope)) {
    const there = await reader.read(path)
    if (!there) faults.push(fault('missing', path, 'belongs beside its envelope'))
    else if (!equalBytes(there, wanted)) {
      faults.push(fault('altered', path, 'is not what follows from the envelope beside it'))
    }
  }
  return faults
}
