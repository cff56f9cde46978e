export {schemaTypes} from './schema-types.ts'
export {toStudioPath} from './problem-path.ts'
