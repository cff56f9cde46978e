import {styled} from 'styled-components'

/** The look of a page, for a preview of a part of one; colours are the Studio's. */
export const PreviewPage = styled.div`
  font-family: 'Source Serif 4', Georgia, serif;
  font-size: 1rem;
  line-height: 1.55;
  overflow-wrap: anywhere;
  & h2 {
    display: none;
  }
  & p,
  & ul,
  & ol,
  & table,
  & figure,
  & blockquote,
  & aside {
    margin: 0 0 0.9em;
  }
  & ul,
  & ol {
    padding-left: 1.4em;
  }
  & ul {
    list-style: disc;
  }
  & ol {
    list-style: decimal;
  }
  & em {
    font-style: italic;
  }
  & strong {
    font-weight: 700;
  }
  & table {
    border-collapse: collapse;
  }
  & th,
  & td {
    border: 1px solid var(--card-border-color);
    padding: 0.3em 0.6em;
    text-align: left;
    vertical-align: top;
  }
  & th {
    font-weight: 600;
  }
  & aside,
  & blockquote {
    border-left: 3px solid var(--card-border-color);
    padding-left: 0.9em;
  }
  & img {
    max-width: 100%;
    height: auto;
  }
  & sup,
  & sub {
    font-size: 0.7em;
    line-height: 1;
  }
  & sup {
    vertical-align: super;
  }
  & sub {
    vertical-align: sub;
  }
  & figcaption,
  & caption {
    font-size: 0.85em;
    text-align: left;
  }
`
