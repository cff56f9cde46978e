// Exporters
export {exporters} from './formats/index.ts'
export {htmlExporter} from './formats/html/exporter.ts'
export type {HtmlOptions} from './formats/html/options.ts'
export type {Artifact, Exporter, World} from './exporter.ts'
export {ArticleUrlError, articleUrl, defaultArticleUrl} from './article-url.ts'
export type {ArticleUrlErrorCode, LinkTarget} from './article-url.ts'

// References
export {formatAma} from './references/ama/format-ama.ts'
export {formatReference} from './references/format-reference.ts'
export type {FormattedReference, ReferenceStyle} from './references/reference.ts'
