import type {ReactNode} from 'react'

import {markText, runText, type Mark, type Piece, type Redline} from '#pipeline'

interface Props {
  piece: Piece
  names: Redline['names']
  /** A block that came or went as a whole says so once. */
  isPlain: boolean
}

/** Marks that have an element of their own. */
const elements: Record<string, 'em' | 'strong' | 'sub' | 'sup'> = {
  emphasis: 'em',
  strong: 'strong',
  subscript: 'sub',
  superscript: 'sup',
}

/** Words that came, went or stayed; what happened is said to screen readers, too. */
export function PieceText({isPlain, names, piece}: Props) {
  const isSpaced = piece.type === 'text' && piece.text.startsWith(' ')
  return (
    <>
      {isSpaced && ' '}
      <Changed isPlain={isPlain} names={names} piece={isSpaced ? withoutSpace(piece) : piece} />
    </>
  )
}

/** A space that is underlined or struck through looks like a fault. */
function withoutSpace(piece: Piece): Piece {
  return piece.type === 'text' ? {...piece, text: piece.text.slice(1)} : piece
}

function Changed({isPlain, names, piece}: Props) {
  const {change, marks, was = []} = piece
  const text = marks.reduce(marked, contentOf(piece, names))
  if (isPlain || change === 'same') return text
  if (change === 'marked') {
    return (
      <span className="remarked">
        {text}
        <span className="note"> ({markText(was, marks, names)})</span>
      </span>
    )
  }
  const Element = change === 'added' ? 'ins' : 'del'
  return (
    <Element>
      <span className="said"> {change}: </span>
      {text}
      <span className="said"> end of {change}. </span>
    </Element>
  )
}

/** A citation that stayed is short; one that changed shows its place and its words, too. */
function contentOf(piece: Piece, names: Redline['names']): ReactNode {
  switch (piece.type) {
    case 'cell':
      return <span className="cell">|</span>
    case 'break':
      return <br />
    case 'block':
      return <span className="cell">¶</span>
    case 'citation': {
      const works = piece.works.map(({source}) => ({source}))
      const short = runText({...piece, works}, names)
      return <span className="note">{piece.change === 'same' ? short : runText(piece, names)}</span>
    }
    default:
      return runText(piece, names)
  }
}

function marked(content: ReactNode, {type, value}: Mark): ReactNode {
  const Element = Object.hasOwn(elements, type) ? elements[type] : undefined
  if (Element) return <Element>{content}</Element>
  return type === 'part' ? (
    content
  ) : (
    <span className={type} title={value}>
      {content}
    </span>
  )
}
