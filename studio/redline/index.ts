export {RedlineView, type RedlineViewProps} from './redline-view.tsx'
