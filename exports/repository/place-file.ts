import {equalBytes} from '../bundle/digests.ts'
import type {ArtifactStore} from './artifact-store.ts'

/**
 * Put a file where readers see it, unless it is there byte for byte.
 *
 * @returns Whether anything was written.
 */
export async function placeFile(
  store: ArtifactStore,
  path: string,
  bytes: Uint8Array | string,
): Promise<boolean> {
  const wanted = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  const there = await store.read(path)
  if (there !== undefined && equalBytes(there, wanted)) return false
  await store.put(path, wanted, there)
  return true
}

/** Put several files, in their order. @returns Whether anything was written. */
export async function placeFiles(
  store: ArtifactStore,
  files: Iterable<readonly [string, Uint8Array | string]>,
): Promise<boolean> {
  let wrote = false
  for (const [path, bytes] of files) if (await placeFile(store, path, bytes)) wrote = true
  return wrote
}
