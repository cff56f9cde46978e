import {payloadTypes} from '#pipeline'
import type {ParsedTrust} from '#pipeline'
import {sha256Hex} from '#schemas'

import {leewayMs, maxLifeMs, type RepositoryHead} from '../../repository/format/head.ts'
import {parseSigned} from '../../repository/format/parse-signed.ts'
import {headPath} from '../../repository/format/paths.ts'
import type {Root} from '../../repository/format/root-file.ts'
import {PullError} from './pull-error.ts'
import {checkSigned, parsed, type Read} from './signed.ts'
import type {PullState} from './state.ts'

const mostHeadBytes = 64 * 1024

/** Read the head: signed by a release key that stands, in time, and not older than before. */
export async function readHead(
  read: Read,
  trust: ParsedTrust,
  root: Root,
  state: PullState,
  now: string,
): Promise<{head: RepositoryHead; headDigest: string}> {
  const path = headPath(state.audience)
  const text = await read(path, mostHeadBytes).catch((error: unknown) => {
    if (!(error instanceof PullError) || error.code !== 'missing') throw error
    const message = `${error.message}: is \`${state.audience}\` the audience that you were given?`
    throw new PullError('missing', path, message, {cause: error})
  })
  const head = parsed(path, () => parseSigned('head', text))
  await checkSigned(text, payloadTypes.head, trust, path, head.issued)
  const headDigest = await sha256Hex(text)
  const refuse = (code: PullError['code'], message: string): never => {
    throw new PullError(code, path, message)
  }
  if (head.audience !== state.audience) {
    refuse('wrong-audience', `is of the audience \`${head.audience}\`, not \`${state.audience}\``)
  }
  const seen = state.head
  if (seen && head.version < seen.version) {
    refuse('head-older', `is version ${head.version}; version ${seen.version} was seen before`)
  }
  if (seen && head.version === seen.version && headDigest !== seen.sha256) {
    refuse('head-differs', `is another version ${seen.version} than was seen before`)
  }
  if (Date.parse(head.expires) - Date.parse(head.issued) > maxLifeMs) {
    refuse('head-expired', `is to be good until ${head.expires}; a head lives for a year at most`)
  }
  if (Date.parse(head.expires) + leewayMs < Date.parse(now)) {
    refuse(
      'head-expired',
      `held until ${head.expires}: the publisher, or what is in between, is late`,
    )
  }
  if (head.root.version > root.version) {
    const message = `needs version ${head.root.version} of the root; ${root.version} is the newest there`
    refuse('root-older', message)
  }
  if (trust.trust.version < head.trust.version) {
    const message = `needs version ${head.trust.version} of the trust file, which is version ${trust.trust.version}`
    refuse('trust-older', message)
  }
  if (trust.trust.version === head.trust.version && trust.digest !== head.trust.digest) {
    refuse('trust-differs', `names another version ${head.trust.version} of the trust file`)
  }
  if (head.feed.seq < state.feed.seq) {
    refuse('feed-older', `ends at event ${head.feed.seq}; ${state.feed.seq} were seen before`)
  }
  return {head, headDigest}
}
