/** Fonts that the reader's system has; nothing is loaded. */
const fonts = `
  --marrow-text: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", sans-serif;
  --marrow-display: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif;
  --marrow-mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;`

const light = `
  --marrow-paper: #fdfcfa;
  --marrow-ink: #1d2527;
  --marrow-soft: #515d61;
  --marrow-line: #dcdfdc;
  --marrow-accent: #1b6f6a;
  --marrow-link: #0f5f7a;
  --marrow-tint: #eef4f1;
  --marrow-warn: #b7791f;
  --marrow-warn-ink: #7a4d06;
  --marrow-warn-tint: #fbf3e2;
  --marrow-alert: #b3362b;
  --marrow-alert-ink: #9c2a20;
  --marrow-alert-tint: #fcecea;
  --marrow-target: #fdf0c4;`

const dark = `
  --marrow-paper: #14191b;
  --marrow-ink: #e6e9e7;
  --marrow-soft: #a9b4b4;
  --marrow-line: #303a3d;
  --marrow-accent: #74c5b9;
  --marrow-link: #86c7e3;
  --marrow-tint: #1d2827;
  --marrow-warn: #d9a441;
  --marrow-warn-ink: #e8bd6c;
  --marrow-warn-tint: #2b2415;
  --marrow-alert: #e5776b;
  --marrow-alert-ink: #f09a90;
  --marrow-alert-tint: #331d1b;
  --marrow-target: #3d3617;`

const print = `
  --marrow-paper: #fff;
  --marrow-ink: #000;
  --marrow-soft: #333;
  --marrow-line: #999;
  --marrow-accent: #000;
  --marrow-link: #000;
  --marrow-tint: transparent;
  --marrow-warn-tint: transparent;
  --marrow-alert-tint: transparent;
  --marrow-target: transparent;`

/**
 * Fonts and colours: light, dark where the reader asks for it, and print.
 *
 * @param scope
 *   Selector of the element that carries them.
 */
export function themeCss(scope: string): string {
  return `
${scope} {${fonts}${light}
  color-scheme: light dark;
}
@media screen and (prefers-color-scheme: dark) {
  ${scope} {${dark}
  }
}
@media print {
  ${scope} {${print}
  }
}
`
}
