import {CommentIcon} from '@sanity/icons/Comment'

import {SealedRecord} from '../../inputs/sealed-record.tsx'
import type {Decoration} from '../decorate.ts'

/** What a reviewer says at a place: written and answered in the review, never as a form. */
export const reviewNote: Decoration = {
  type: {
    icon: CommentIcon,
    components: {input: SealedRecord},
    preview: {
      select: {comment: 'comment', replacement: 'replacement', section: 'section'},
      prepare: ({comment, replacement, section}: Record<string, unknown>) => ({
        title: comment ?? replacement ?? 'Review note',
        subtitle: section,
      }),
    },
  },
}
