/**
 * Style of the book: what reading systems do not do by themselves, and no colour or font that would
 * stand against the reader's own choice.
 */
export const bookCss = `
h1, h2, h3, h4, h5, h6 { line-height: 1.2; break-after: avoid; hyphens: none; }
h1 { font-size: 1.6em; margin: 0 0 .6em; }
h2 { font-size: 1.3em; margin: 1.6em 0 .5em; }
h3 { font-size: 1.12em; margin: 1.4em 0 .4em; }
h4, h5, h6 { font-size: 1em; margin: 1.2em 0 .3em; }
p, ul, ol, dl, table, figure, blockquote { margin: 0 0 .8em; }
li > p { margin-bottom: .3em; }
.kicker { font-weight: bold; font-size: .85em; }
.summary { font-size: 1.1em; }
.byline { border-top: 1px solid; border-bottom: 1px solid; padding: .6em 0; margin-bottom: 1.2em; font-size: .9em; }
.byline p { margin: 0 0 .2em; }
.banner, .callout, .key-points, .related-article, .figure-withheld { border: 1px solid; padding: .7em .9em; margin: 1em 0; break-inside: avoid; }
.banner p, .related-article p { margin: 0; }
.callout-warning, .callout-urgent, .banner-safety, .banner-withdrawal { border-width: 3px; }
.callout-title { font-weight: bold; margin-bottom: .3em; }
figure { margin: 1.2em 0; break-inside: avoid; text-align: center; }
figure img { max-width: 100%; height: auto; }
figcaption { font-size: .88em; text-align: start; margin-top: .4em; }
.figure-credit { display: block; font-size: .93em; }
.pull-quote blockquote, .expert-quote blockquote { font-size: 1.15em; margin: 1.2em 1em; }
table { border-collapse: collapse; width: 100%; font-size: .92em; }
caption { font-weight: bold; text-align: start; padding-bottom: .4em; }
th, td { border-bottom: 1px solid; padding: .35em .5em; text-align: start; vertical-align: top; }
thead { break-after: avoid; }
tr { break-inside: avoid; }
sup, sub { font-size: .75em; line-height: 0; }
.terms, .sources, .about, .related { border-top: 1px solid; margin-top: 1.8em; padding-top: .6em; font-size: .92em; }
dt { font-weight: bold; }
dd { margin: 0 0 .5em; }
.source { margin-bottom: .8em; }
.source p { margin: 0 0 .2em; }
.source-retracted .reference { text-decoration: line-through; }
.back-links, .source-state, .support, .disclaimer { font-size: .93em; }
.digest { font-family: monospace; font-size: .9em; word-break: break-all; overflow-wrap: anywhere; }
.affiliation, .expert-role { display: block; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; }
nav ol { list-style: none; padding-inline-start: 1.2em; }
`
