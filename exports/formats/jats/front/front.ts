import type {Element} from 'xast'
import {x} from 'xastscript'

import {textElement} from '../parts.ts'
import type {JatsOptions} from '../options.ts'
import type {State} from '../state.ts'
import {toArticleMeta} from './article-meta.ts'
import {toNotes} from './notes.ts'

/** Journal, article, and what a reader must know before the first word. */
export function toFront(state: State): Element {
  return x('front', [toJournalMeta(state), toArticleMeta(state), ...toNotes(state)])
}

function toJournalMeta({composition: {site}, options}: State): Element {
  return journalMeta(site?.name ?? '', options)
}

/** The journal of the options; else the site is its own journal and publisher. */
export function journalMeta(name: string, options: Pick<JatsOptions, 'journal'>): Element {
  const journal = options.journal ?? {id: journalId(name), title: name}
  return x('journal-meta', [
    x('journal-id', {'journal-id-type': 'publisher-id'}, journal.id),
    ...(journal.title ? [x('journal-title-group', [x('journal-title', journal.title)])] : []),
    ...('issn' in journal
      ? textElement('issn', journal.issn, {'publication-format': 'electronic'})
      : []),
    ...(name ? [x('publisher', [x('publisher-name', name)])] : []),
  ])
}

function journalId(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.join('-') || 'site'
}
