import {updateOf, type Statement, type UpdateType} from '#pipeline'

/** What an update type is called, as readers see it, and when it is the right one. */
export interface UpdateWords {
  title: string
  meaning: string
}

/** The words of each update type. */
export const updateWords: Readonly<Record<UpdateType, UpdateWords>> = {
  addendum: {title: 'Addendum', meaning: 'something is added'},
  clarification: {title: 'Clarification', meaning: 'the text is right, but can be misread'},
  correction: {title: 'Correction', meaning: 'something is wrong and is put right'},
  corrigendum: {title: 'Corrigendum', meaning: 'the authors made the mistake'},
  erratum: {title: 'Erratum', meaning: 'we made the mistake, in editing or production'},
  expression_of_concern: {
    title: 'Expression of concern',
    meaning: 'something may be wrong and is being looked into',
  },
  new_edition: {title: 'New edition', meaning: 'the text was written anew'},
  new_version: {title: 'New version', meaning: 'the text changed in ways that readers must know'},
  partial_retraction: {
    title: 'Partial retraction',
    meaning: 'a part must not be relied on, the rest stands',
  },
  removal: {title: 'Removal', meaning: 'no copy may be kept, for the law or for privacy'},
  retraction: {title: 'Retraction', meaning: 'what it says must not be relied on'},
  withdrawal: {title: 'Withdrawal', meaning: 'it is taken out, for any other reason'},
}

/** Name what a correction, withdrawal or restoration is; null for every other statement. */
export function updateTitle(statement: Pick<Statement, 'kind' | 'update'>): string | null {
  const update = updateOf(statement)
  if (statement.kind !== 'restoration') return update && updateWords[update].title
  return update ? `Restoration, ${updateWords[update].title.toLowerCase()}` : 'Restoration'
}
