export {documentActions} from './document-actions.ts'
export {documentBadges} from './document-badges.ts'
export {keysTool} from './keys-tool.tsx'
export {ReviewView} from './view/review-view.tsx'
