import {styled} from 'styled-components'

/** The page beside its findings, or above them where there is little room. */
export const PreviewLayout = styled.div`
  container-type: inline-size;
  height: 100%;
  min-height: 0;

  .split {
    display: grid;
    grid-template: auto minmax(0, 1fr) minmax(6rem, 34%) / minmax(0, 1fr);
    height: 100%;
  }
  .shown {
    position: relative;
    min-height: 0;
    border-block: 1px solid var(--card-border-color);
  }
  .shown.is-behind iframe {
    opacity: 0.75;
  }
  .beside {
    min-height: 0;
    overflow-y: auto;
  }
  summary {
    padding-block: 4px;
    color: var(--card-muted-fg-color);
    font-size: 0.8125rem;
    cursor: pointer;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  @container (min-width: 680px) {
    .split {
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) clamp(14rem, 30%, 20rem);
    }
    .bar {
      grid-column: 1 / -1;
    }
    .shown {
      border-block-end: 0;
    }
    .beside {
      border-block-start: 1px solid var(--card-border-color);
      border-inline-start: 1px solid var(--card-border-color);
    }
  }
`
