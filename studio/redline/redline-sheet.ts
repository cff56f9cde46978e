import {styled} from 'styled-components'

/** How a redline looks: colours are the theme's, so that the dark scheme has its own. */
export const RedlineSheet = styled.div`
  display: grid;
  gap: 40px;
  max-width: 46rem;
  color: var(--card-fg-color);
  font-size: 1rem;
  line-height: 1.55;
  overflow-wrap: anywhere;

  p,
  h3,
  h4 {
    margin: 0;
  }

  .line {
    margin-block: 0 10px;
    padding-inline-start: calc(var(--level, 0) * 1.4rem);
  }
  .heading {
    font-size: 1.15rem;
    font-weight: 600;
  }
  .item {
    position: relative;
    padding-inline-start: calc(var(--level, 0) * 1.4rem + 1.1rem);
  }
  .item::before {
    content: '•';
    position: absolute;
    inset-inline-start: calc(var(--level, 0) * 1.4rem + 0.2rem);
  }
  .row,
  .note,
  .label {
    font-size: 0.875rem;
  }
  .label {
    color: var(--card-muted-fg-color);
  }
  .quote,
  .callout {
    font-weight: 600;
  }
  .note,
  .move {
    color: var(--card-muted-fg-color);
  }
  .move {
    margin-block-end: 6px;
    font-size: 0.8125rem;
  }
  .move button,
  .open {
    padding: 0;
    border: 0;
    background: none;
    color: var(--card-link-color);
    font: inherit;
    text-align: start;
    text-decoration: underline;
    cursor: pointer;
  }
  .open {
    margin-inline-start: 0.5rem;
    font-size: 0.8125rem;
    opacity: 0;
  }
  .line:hover .open,
  .open:focus-visible {
    opacity: 1;
  }

  .line.added,
  .line.removed,
  .line.changed,
  .entry.section.added,
  .entry.section.removed {
    border-inline-start: 3px solid transparent;
    margin-inline-start: -14px;
    padding-inline-start: calc(var(--level, 0) * 1.4rem + 11px);
  }
  .line.item.added,
  .line.item.removed,
  .line.item.changed {
    padding-inline-start: calc(var(--level, 0) * 1.4rem + 1.1rem + 11px);
  }
  .line.item.added::before,
  .line.item.removed::before,
  .line.item.changed::before {
    inset-inline-start: calc(var(--level, 0) * 1.4rem + 0.2rem + 11px);
  }
  .line.changed {
    border-color: var(--card-badge-caution-dot-color);
  }
  .line.added,
  .entry.section.added {
    border-color: var(--card-badge-positive-dot-color);
  }
  .line.removed,
  .entry.section.removed {
    border-color: var(--card-badge-critical-dot-color);
  }
  .entry.section.added .line.added,
  .entry.section.removed .line.removed {
    border-color: transparent;
  }

  ins {
    background: var(--card-badge-positive-bg-color);
    color: var(--card-badge-positive-fg-color);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  del {
    background: var(--card-badge-critical-bg-color);
    color: var(--card-badge-critical-fg-color);
    text-decoration: line-through;
  }
  .remarked {
    background: var(--card-badge-caution-bg-color);
    color: var(--card-badge-caution-fg-color);
  }
  .cell {
    margin-inline: 0.4rem;
    color: var(--card-muted-fg-color);
  }
  .folded:not(:empty) {
    padding-block: 12px;
  }
  .link,
  .term,
  .articleLink {
    text-decoration: underline dotted;
    text-underline-offset: 0.2em;
  }

  .said {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    user-select: none;
  }
`
