import type {BlockDecoratorProps} from 'sanity'
import {styled} from 'styled-components'

const Small = styled.span`
  font-size: 0.7em;
  line-height: 1;
`

/** Raised text in the editor. */
export function Raised({children}: BlockDecoratorProps) {
  return (
    <Small as="sup" style={{verticalAlign: 'super'}}>
      {children}
    </Small>
  )
}

/** Lowered text in the editor. */
export function Lowered({children}: BlockDecoratorProps) {
  return (
    <Small as="sub" style={{verticalAlign: 'sub'}}>
      {children}
    </Small>
  )
}

/** Raise, in the toolbar. */
export function RaisedIcon() {
  return <LetterIcon at={10} />
}

/** Lower, in the toolbar. */
export function LoweredIcon() {
  return <LetterIcon at={21} />
}

/** An `x` with a small 2, as large as the Studio's own icons. */
function LetterIcon({at}: {at: number}) {
  return (
    <svg
      aria-hidden
      data-sanity-icon="letter"
      fill="currentColor"
      height="1em"
      viewBox="0 0 25 25"
      width="1em"
      xmlns="http://www.w3.org/2000/svg"
    >
      <text fontFamily="inherit" fontSize="16" x="4" y="17">
        x
      </text>
      <text fontFamily="inherit" fontSize="10" x="14" y={at}>
        2
      </text>
    </svg>
  )
}
