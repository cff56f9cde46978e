import {adjustIndiciesToUcs2, applyPatches, parsePatch} from '@sanity/diff-match-patch'
import type {Patch} from '@sanity/diff-match-patch'

import {mutationError} from '../lake-error.ts'
import {patchLimits} from './limits.ts'

/** Longest text that a hunk is about, where it may be looked for loosely. */
const looseHunk = 200
const looseHunks = 50

/**
 * How a hunk must find its text.
 *
 * `exact`: the very text, and no doubt where; `revision`: the very text, in a document of a known
 * revision; `loose`: for the Studio's edits of a draft, where a colleague may have typed beside it
 * and the editor sees the result.
 */
export type DiffMatch = 'exact' | 'revision' | 'loose'

/**
 * Demand that a diff-match-patch does to a text what its maker meant.
 *
 * The engine finds hunks loosely: a patch for `zzz` would change `abc`. Here each hunk must find
 * its very text, wherever that has moved to, and the engine must come to the same result.
 *
 * @param spend
 *   Told about how many characters this will read and copy; throws where that is too much.
 * @throws {LakeError}
 *   400 for what is no patch or would halve a character; 409 where the text is another.
 */
export function checkDiffMatchPatch(
  patch: string,
  text: string,
  match: DiffMatch,
  spend: (characters: number) => void,
): void {
  const hunks = parseHunks(patch)
  spend(hunks.length * text.length)
  const exact = applyExactly(hunks, text)
  if (exact === undefined && (match !== 'loose' || isCostly(hunks))) {
    throw refusal(409, 'the text that it is about is not there')
  }
  const result = applied(hunks, text)
  if (result === undefined) throw refusal(409, 'the text that it is about is not there')
  if (!result.isWellFormed()) throw refusal(400, 'it would leave half a character')
  if (match === 'exact' && result !== exact) {
    throw refusal(409, 'its text is there several times: give `ifRevisionID`')
  }
}

function parseHunks(patch: string): Patch[] {
  if (patch.length > patchLimits.diffLength) {
    throw refusal(400, `it is longer than ${patchLimits.diffLength} characters`)
  }
  let hunks: Patch[]
  try {
    hunks = parsePatch(patch)
  } catch (cause) {
    throw refusal(400, 'it cannot be read', cause)
  }
  if (hunks.length > patchLimits.hunks) {
    throw refusal(400, `it has more than ${patchLimits.hunks} hunks`)
  }
  const isHalved = hunks.some((hunk) => hunk.diffs.some(([, part]) => !part.isWellFormed()))
  if (isHalved) throw refusal(400, 'it holds half a character')
  return hunks
}

/** Replace each hunk's text where it is, nearest to where it was; undefined where it is nowhere. */
function applyExactly(hunks: Patch[], original: string): string | undefined {
  let text = original
  let moved = 0
  for (const hunk of adjustIndiciesToUcs2(hunks, original, {allowExceedingIndices: true})) {
    const source = side(hunk, 1)
    const expected = hunk.start2 + moved
    const at = nearest(text, source, expected)
    if (at === -1) return undefined
    text = text.slice(0, at) + side(hunk, -1) + text.slice(at + source.length)
    moved = at - hunk.start2
  }
  return text
}

/** Let the engine apply the patch; undefined where it leaves out a hunk. */
function applied(hunks: Patch[], text: string): string | undefined {
  const [result, found] = applyPatches(hunks, text, {allowExceedingIndices: true})
  return found.every(Boolean) ? result : undefined
}

function nearest(text: string, part: string, expected: number): number {
  const after = text.indexOf(part, Math.max(0, expected))
  const before = expected < 0 ? -1 : text.lastIndexOf(part, expected)
  if (after === -1 || before === -1) return Math.max(after, before)
  return after - expected < expected - before ? after : before
}

/** Give a hunk's text without its insertions (`dropped` 1) or without its deletions (-1). */
function side(hunk: Patch, dropped: 1 | -1): string {
  return hunk.diffs
    .filter(([kind]) => kind !== dropped)
    .map(([, part]) => part)
    .join('')
}

/** Looking loosely for long texts takes the engine seconds. */
function isCostly(hunks: Patch[]): boolean {
  return hunks.length > looseHunks || hunks.some((hunk) => side(hunk, 1).length > looseHunk)
}

function refusal(status: 400 | 409, fault: string, cause?: unknown) {
  const type = status === 400 ? 'invalidDiffMatchPatchError' : 'diffMatchPatchConflictError'
  const error = mutationError(status, type, `The diffMatchPatch is refused: ${fault}`)
  if (cause !== undefined) error.cause = cause
  return error
}
