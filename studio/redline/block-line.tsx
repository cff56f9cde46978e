import type {CSSProperties, ReactNode} from 'react'

import {attributeText, fieldLabel, type RedBlock, type Redline} from '#pipeline'

import {MoveNote} from './move-note.tsx'
import {PieceText} from './piece-text.tsx'

interface Props {
  block: RedBlock
  names: Redline['names']
  isNew: boolean
  /** What it is stands above it already. */
  isNamed: boolean
  onOpen?: (path: string) => void
  renderAt?: (path: string) => ReactNode
}

/** What opens other blocks, and has no words that say so. */
const openers: Record<string, string> = {
  figure: 'Figure: ',
  list: 'List',
  quote: 'Quote',
  related: 'See also: ',
  table: 'Table ',
}

/** One block of a redline: a paragraph, a heading, an item, a row, a value. */
export function BlockLine({block, isNamed, isNew, names, onOpen, renderAt}: Props) {
  const {change, changes, kind, level, move, path, pieces} = block
  const isWhole = change === 'added' || change === 'removed'
  const shown = isNew ? 'same' : change
  const words = pieces.map((piece, index) => (
    <PieceText key={index} piece={piece} names={names} isPlain={isWhole} />
  ))
  const opener = isNamed && level === 0 ? '' : openerOf(block)

  return (
    <>
      {move !== null && <MoveNote move={move} what="block" side="to" />}
      <div
        className={`line ${kind} ${shown}`}
        data-path={path}
        dir="auto"
        role={kind === 'heading' ? 'heading' : undefined}
        aria-level={kind === 'heading' ? 3 : undefined}
        style={{'--level': level} as CSSProperties}
      >
        {opener && <span className="label">{opener}</span>}
        {isWhole && !isNew && pieces.length > 0 ? <Whole change={change}>{words}</Whole> : words}
        {changes.length > 0 && (
          <span className="note"> ({changes.map((each) => attributeText(each)).join('; ')})</span>
        )}
        {onOpen && change !== 'removed' && path && change !== 'same' && (
          <button type="button" className="open" onClick={() => onOpen(path)}>
            Open in the text
          </button>
        )}
      </div>
      {change !== 'removed' && renderAt?.(path)}
    </>
  )
}

/** What stands before the words of a block, for what they do not say themselves. */
function openerOf({attributes, kind}: RedBlock): string {
  const {name, tone} = attributes
  if (name) return `${fieldLabel(name)}: `
  if (kind === 'callout') return `${tone ?? 'callout'}: `
  return (Object.hasOwn(openers, kind) && openers[kind]) || ''
}

function Whole({change, children}: {change: 'added' | 'removed'; children: ReactNode}) {
  const Element = change === 'added' ? 'ins' : 'del'
  return (
    <Element>
      <span className="said"> {change}: </span>
      {children}
      <span className="said"> end of {change}. </span>
    </Element>
  )
}
