import type {Exporter} from '../exporter.ts'
import {htmlExporter} from './html/exporter.ts'

/** Every format that there is. */
export const exporters: readonly Exporter[] = [htmlExporter]
