export {PageFrame} from './page-frame.tsx'
export {
  renderPage,
  renderVersion,
  type RenderedPage,
  type RenderedVersion,
} from './render-version.ts'
