import {styled} from 'styled-components'

/** Running text inside a preview. */
export const Words = styled.div`
  font: inherit;
  font-size: 0.9375rem;
  line-height: 1.5;
  overflow-wrap: anywhere;
  & > p {
    margin: 0 0 0.5em;
  }
  & > :last-child {
    margin-bottom: 0;
  }
  & u {
    text-decoration: underline dotted;
  }
`

/** An item of a list. */
export const List = styled.p<{$level: number; $isNumber: boolean}>`
  && {
    margin: 0 0 0.25em ${({$level}) => `${$level * 1.25}em`};
  }
  &::before {
    content: ${({$isNumber}) => ($isNumber ? "'–'" : "'•'")};
    display: inline-block;
    width: 1em;
    margin-left: -1em;
  }
`

/** A picture with its words, as in the page. */
export const Picture = styled.figure`
  margin: 0;
  & img {
    display: block;
    max-width: 100%;
    max-height: 260px;
    margin: 0 auto;
    border-radius: 3px;
    background: #fff;
  }
  & figcaption {
    padding-top: 0.5rem;
    font-size: 0.8125rem;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
`

/** Words lifted out of the text. */
export const Quote = styled.blockquote`
  margin: 0;
  padding: 0.25rem 0 0.25rem 1rem;
  border-left: 3px solid currentcolor;
  font-size: 1.125rem;
  line-height: 1.45;
  overflow-wrap: anywhere;
  white-space: pre-line;
  & footer {
    padding-top: 0.5rem;
    font-size: 0.8125rem;
  }
`

/** Numbers of sources, raised, as in the page. */
export const Numbers = styled.sup`
  line-height: 1;
  font-size: 0.75em;
  font-weight: 600;
  white-space: nowrap;
  color: var(--card-link-fg-color, inherit);
`
