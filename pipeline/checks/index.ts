import type {Message} from '../composition.ts'
import {leavesOfContent} from '../leaves.ts'
import {altMissing} from './alt-missing.ts'
import {aspectMissing} from './aspect-missing.ts'
import {bidiControl} from './bidi-control.ts'
import type {Check, CheckedPage} from './check.ts'
import {citationUnlisted} from './citation-unlisted.ts'
import {controlCharacter} from './control-character.ts'
import {expansionArticle} from './expansion-article.ts'
import {headingEmpty} from './heading-empty.ts'
import {mixedMicro} from './mixed-micro.ts'
import {mixedScript} from './mixed-script.ts'
import {notNormalised} from './not-normalised.ts'
import {sectionEmpty} from './section-empty.ts'
import {settingUnset} from './setting-unset.ts'
import {sourceDoubted} from './source-doubted.ts'
import {sourceRetracted} from './source-retracted.ts'
import {sourceUncited} from './source-uncited.ts'
import {tableUnheaded} from './table-unheaded.ts'
import {zeroWidth} from './zero-width.ts'

/** Every rule about a page, in the order of their messages. */
const checks: Check[] = [
  headingEmpty,
  sectionEmpty,
  aspectMissing,
  altMissing,
  tableUnheaded,
  citationUnlisted,
  sourceUncited,
  sourceRetracted,
  sourceDoubted,
  bidiControl,
  zeroWidth,
  controlCharacter,
  mixedScript,
  mixedMicro,
  expansionArticle,
  notNormalised,
  settingUnset,
]

/** Run every check on a page. */
export function runChecks(page: Omit<CheckedPage, 'leaves'>): Message[] {
  const leaves = leavesOfContent(page.content)
  return checks.flatMap((check) => check({...page, leaves}))
}
