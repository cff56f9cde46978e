import type {BlockAnnotationProps} from 'sanity'
import {styled} from 'styled-components'

const Marked = styled.span<{$isTerm: boolean}>`
  text-decoration: underline;
  text-decoration-style: ${({$isTerm}) => ($isTerm ? 'dotted' : 'solid')};
  text-underline-offset: 0.2em;
`

/** Words that are marked: a term under dots, a link under a line, as in the page. */
export function AnnotationView(props: BlockAnnotationProps) {
  return <Marked $isTerm={props.schemaType.name === 'termUse'}>{props.renderDefault(props)}</Marked>
}
