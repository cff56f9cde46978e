import {useContext} from 'react'

import {RedlineId} from './redline-page.tsx'

interface Props {
  move: number
  what: 'block' | 'section'
  /** Where it stood, or where it stands now. */
  side: 'from' | 'to'
}

/** Says that something moved, and leads to its other place. */
export function MoveNote({move, side, what}: Props) {
  const page = useContext(RedlineId)
  const noun = what === 'block' ? 'paragraph' : 'section'
  const other = `${page}-${side === 'from' ? 'to' : 'from'}-${move}`
  return (
    <p className="move" id={`${page}-${side}-${move}`} tabIndex={-1}>
      {side === 'from' ? `A ${noun} moved away from here. ` : `This ${noun} moved. `}
      <button type="button" onClick={() => show(other)}>
        {side === 'from' ? 'Show where it is now' : 'Show where it was'}
      </button>
    </p>
  )
}

function show(id: string): void {
  const place = document.getElementById(id)
  place?.scrollIntoView({block: 'center'})
  place?.focus({preventScroll: true})
}
