import type {Exporter} from '../exporter.ts'
import {epubExporter} from './epub/exporter.ts'
import {htmlExporter} from './html/exporter.ts'
import {jsonExporter} from './json/exporter.ts'

/** Every format that there is. */
export const exporters: readonly Exporter[] = [htmlExporter, jsonExporter, epubExporter]
