export {defaultDocumentNode} from './default-document-node.ts'
export {structure} from './structure.ts'
