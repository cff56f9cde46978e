import {CheckmarkIcon} from '@sanity/icons/Checkmark'
import {CheckmarkCircleIcon} from '@sanity/icons/CheckmarkCircle'
import {CloseCircleIcon} from '@sanity/icons/CloseCircle'
import {CommentIcon} from '@sanity/icons/Comment'
import {InfoOutlineIcon} from '@sanity/icons/InfoOutline'
import {ResetIcon} from '@sanity/icons/Reset'
import {TimelineIcon} from '@sanity/icons/Timeline'
import {useState, type ComponentType} from 'react'
import type {DocumentActionComponent} from 'sanity'

import {openNotes, requestWords} from '../notes/notes.ts'
import {useNotes} from '../notes/use-notes.ts'
import {deedWords, type SignedDeed} from '../sign/deed-words.ts'
import {StatementDialog} from '../sign/statement-dialog.tsx'
import {isWorthSaying} from '../standing/offers.ts'
import {useOffer} from '../standing/use-offer.ts'

const icons: Readonly<Record<SignedDeed, ComponentType>> = {
  'sign-off': CheckmarkCircleIcon,
  'request-changes': CommentIcon,
  settle: CheckmarkIcon,
  reaffirm: TimelineIcon,
  correct: InfoOutlineIcon,
  withdraw: CloseCircleIcon,
  restore: ResetIcon,
}

/** Make the action of something that is signed. Who may not do it is not offered it. */
export function signedAction(deed: SignedDeed): DocumentActionComponent {
  const useSigned: DocumentActionComponent = ({id}) => {
    const [isOpen, setOpen] = useState(false)
    const found = useOffer(deed, id)
    const notes = useNotes(id)
    if (!found) return null
    const {facts, offer, records} = found
    if (!offer.isOffered && !isOpen && !isWorthSaying(deed, offer, facts)) return null
    const {action: label, tone} = deedWords[deed]
    const mine = openNotes(notes, offer.version?.id ?? '', facts.person.id)
    return {
      label,
      icon: icons[deed],
      tone: tone === 'default' ? 'default' : tone,
      disabled: !offer.isOffered,
      ...(offer.why !== null && {title: offer.why}),
      onHandle: () => setOpen(true),
      dialog: isOpen &&
        facts.trust && {
          type: 'custom',
          component: (
            <StatementDialog
              deed={deed}
              offer={offer}
              onClose={() => setOpen(false)}
              person={facts.person}
              records={records}
              {...(deed === 'request-changes' && {start: {reason: requestWords(mine)}})}
              trust={facts.trust}
            />
          ),
        },
    }
  }
  useSigned.displayName = `Marrow:${deed}`
  return useSigned
}
