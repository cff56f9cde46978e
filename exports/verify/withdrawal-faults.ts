import {composeNotice} from '#pipeline'
import type {Trust, VerifiedStatement} from '#pipeline'
import {sha256Hex} from '#schemas'

import type {Artifact} from '../exporter.ts'
import {htmlExporter} from '../formats/html/exporter.ts'
import {jsonExporter} from '../formats/json/exporter.ts'
import {noticeArtifacts} from '../notice/notice-artifacts.ts'
import type {Tombstone} from '../repository/format/head.ts'
import {tombstoneFolder} from '../repository/format/paths.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'
import {wordFaults} from './word-faults.ts'

/** Forms of a notice that follow from what was signed alone, whatever options a publisher has. */
const composed = [htmlExporter, jsonExporter]
/** The others; nothing else stands beside a tombstone. */
const others = ['article.jats.xml', 'article.pdf']

/**
 * Say where a tombstone says other than the person whose withdrawal is inside: the release key that
 * signed it has no words of its own.
 *
 * Notices in HTML and JSON are written again and compared. Title and slug are of an edition that is
 * not there any more: the release key alone vouches for them.
 *
 * @param path Of the tombstone.
 */
export async function withdrawalFaults(
  tombstone: Tombstone,
  trust: Trust,
  path: string,
): Promise<Fault[]> {
  const {faults, verified} = await wordFaults(tombstone, trust, path)
  return faults.length > 0 ? faults : noticeFaults(tombstone, trust, verified)
}

/** Compare the notices with what follows from the withdrawal; one that could not be made is absent. */
async function noticeFaults(
  tombstone: Tombstone,
  trust: Trust,
  statement: VerifiedStatement | null,
): Promise<Fault[]> {
  const wanted = new Map<string, Artifact>()
  const notice = composeNotice({...tombstone, at: tombstone.withdrawnAt, statement}, trust)
  for (const artifact of await noticeArtifacts(notice, composed, noWorld)) {
    wanted.set(artifact.path, artifact)
  }
  const faults: Fault[] = []
  for (const {path, sha256, mediaType} of tombstone.files) {
    const place = `${tombstoneFolder(tombstone)}/${path}`
    const artifact = wanted.get(path)
    if (!artifact) {
      if (others.includes(path)) continue
      faults.push(fault('tombstone-altered', place, 'is no form that a notice has'))
    } else if ((await sha256Hex(artifact.bytes)) !== sha256 || artifact.mediaType !== mediaType) {
      faults.push(
        fault('tombstone-altered', place, 'says other than the withdrawal that was signed'),
      )
    }
  }
  return faults
}

const noWorld = {
  readAsset: (sha256: string): Promise<Uint8Array> =>
    Promise.reject(new TypeError(`A notice shows no picture, and asks for ${sha256}`)),
}
