export {defaultDocumentNode} from './default-document-node.ts'
export {newDocumentOptions} from './new-document-options.ts'
export {structure} from './structure.ts'
