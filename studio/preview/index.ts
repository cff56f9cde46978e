export {PreviewView} from './preview-view.tsx'
