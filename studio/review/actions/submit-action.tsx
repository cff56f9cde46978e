import {PublishIcon} from '@sanity/icons/Publish'
import {useState} from 'react'
import type {DocumentActionComponent} from 'sanity'

import {offerOf} from '../standing/offers.ts'
import {useOffer} from '../standing/use-offer.ts'
import {SubmitDialog} from '../submit/submit-dialog.tsx'

/** Submit an article for review, as it stands. */
export const useSubmitAction: DocumentActionComponent = ({id}) => {
  const [isOpen, setOpen] = useState(false)
  const found = useOffer('submit', id)
  if (!found) return null
  const {facts, offer, records} = found
  // The first action is the large button: where there is nothing to submit, signing may have it.
  const isWaiting = !offer.isOffered && !isOpen
  if (isWaiting && (offer.why === null || offerOf('sign-off', facts).isOffered)) return null
  return {
    label: 'Submit for review',
    icon: PublishIcon,
    tone: 'positive',
    disabled: isWaiting,
    ...(offer.why !== null && {title: offer.why}),
    onHandle: () => setOpen(true),
    dialog: isOpen && {
      type: 'custom',
      component: <SubmitDialog onClose={() => setOpen(false)} records={records} />,
    },
  }
}
